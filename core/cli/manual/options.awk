# options.awk: the help of a command -> its options, a line each: command, option, how many arguments, what the argument is called or the
# values it may have ("a|b"), what it is for. Between them stand TABs. -v command= ; LC_ALL=C
function note(option, argument, about,    key) {
  latest = key = option
  if (!(key in seen)) { order[++count] = key; seen[key] = 1 }
  if (argument != "" && (arguments[key] == "" || argument ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/)) arguments[key] = argument
  if (about != "" && abouts[key] == "") abouts[key] = about
}
# "--out DIR [--format text|json] --quarter N|--date D": an argument is the word behind an option, inside of the same brackets.
function read_words(line, about,    words, many, i, option, argument) {
  gsub(/\|--/, " --", line)
  gsub(/…/, "", line)
  many = split(line, words, / +/)
  for (i = 1; i <= many; i++) {
    option = words[i]
    sub(/^\[/, "", option)
    if (option !~ /^--?[a-z]/) continue
    argument = ""
    if (option !~ /[],]$/ && i < many && words[i + 1] !~ /^[[-]/) {
      argument = words[i + 1]
      sub(/].*$/, "", argument)
      sub(/,$/, "", argument)
    }
    sub(/].*$/, "", option)
    sub(/,$/, "", option)
    note(option, argument, about)
  }
}
/^(用法：|Usage: )/ { usage = 1; sub(/^(用法：|Usage: )/, "") }
usage && /^$/ { usage = 0 }
usage { read_words($0, ""); next }
/^  -/ {
  line = substr($0, 3)
  cut = match(line, /  +/)
  about = cut == 0 ? "" : substr(line, RSTART + RLENGTH)
  term = cut == 0 ? line : substr(line, 1, cut - 1)
  read_words(term, about)
  last = latest
  values = ""
  next
}
# The values of an option, listed below it.
/^      [a-z]+  / && last != "" { value = $1; values = values (values == "" ? "" : "|") value; arguments[last] = values; next }
# "new NAME [--out DIR]  …", "test [--coverage]": what an action of a command takes.
/^  [a-z]/ { line = substr($0, 3); cut = match(line, /  +/); read_words(cut == 0 ? line : substr(line, 1, cut - 1), ""); actions = actions " " $1; last = "" }
END {
  for (i = 1; i <= count; i++) {
    key = order[i]
    print command "\t" key "\t" arguments[key] "\t" abouts[key]
  }
  if (actions != "") print command "\t*" "\t" substr(actions, 2) "\t"
}
