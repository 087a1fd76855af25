# page.awk: the help of a command -> a manual page. -v command= lang= about= version= ; LC_ALL=C, so that bytes are bytes in every awk.
# Help is: usage, then paragraphs, options ("  --out DIR   what it is", deeper lines go on), and the exit status.
function escape(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  if (text ~ /^[.\047]/) text = "\\&" text
  return text
}
function label(zh, en) { return lang == "zh" ? zh : en }
# What is put goes into the section that is open; sections come out in the order in which they were opened first.
function put(line) { body[at] = body[at] line "\n" }
function section(name) {
  flush()
  at = name
  if (name in body) return
  body[name] = ""
  order[++sections] = name
}
function is_wide(text, last) { return last ? text ~ /[\200-\377]$/ : text ~ /^[\200-\377]/ }
# Chinese has no blanks where lines end.
function join(a, b) {
  if (a == "") return b
  return a (lang == "zh" && (is_wide(a, 1) || is_wide(b, 0)) ? "" : " ") b
}
function flush() {
  if (text != "") put(escape(text))
  text = ""
}
function item(line,    cut, rest) {
  flush()
  cut = match(line, /  +/)
  rest = cut == 0 ? "" : substr(line, RSTART + RLENGTH)
  if (cut != 0) line = substr(line, 1, cut - 1)
  put(".TP")
  put(".B " escape(line))
  text = rest
}
function statuses(line,    count, parts, i) {
  section(label("退出码", "EXIT STATUS"))
  gsub(/；/, ";", line)
  sub(/。$/, "", line)
  sub(/\.$/, "", line)
  count = split(line, parts, /; */)
  for (i = 1; i <= count; i++) {
    match(parts[i], /^[0-9]+/)
    if (RSTART == 0) { text = join(text, parts[i]); continue }
    flush()
    put(".TP")
    put(".B " substr(parts[i], 1, RLENGTH))
    text = substr(parts[i], RLENGTH + 2)
  }
  flush()
}
BEGIN {
  name = command == "" ? "ziping" : "ziping-" command
  print ".\\\" Made of the help of the program by core/cli/manual."
  upper = toupper(name)
  print ".TH " upper " 1 \"\" \"ziping " version "\" \"" label("自评", "ziping") "\""
  print ".SH " label("名称", "NAME")
  print escape(name) " \\- " escape(about)
  at = ""
  usage = 0
}
NR == 1 && command == "" { next }
/^(用法：|Usage: )/ {
  section(label("概要", "SYNOPSIS"))
  usage = 1
  sub(/^(用法：|Usage: )/, "")
  put(".nf")
  put(".B " escape($0))
  next
}
usage && /^ / {
  sub(/^ +/, "")
  put(".B " escape($0))
  next
}
usage { usage = 0; put(".fi") }
/^$/ { flush(); blank = 1; next }
/^(退出码：|Exit status: )/ { line = $0; sub(/^(退出码：|Exit status: )/, "", line); statuses(line); next }
/^  [^ ]/ {
  if (command == "" && at != label("命令", "COMMANDS")) section(label("命令", "COMMANDS"))
  else if (command != "" && at != label("选项", "OPTIONS")) section(label("选项", "OPTIONS"))
  line = substr($0, 3)
  item(line)
  next
}
/^      +[a-z0-9]+  / && command == "report" { line = $0; sub(/^ +/, "", line); flush(); put(".RS"); item(line); flush(); put(".RE"); next }
/^   +/ { line = $0; sub(/^ +/, "", line); text = join(text, line); next }
/^(各命令都有的选项：|Options of every command:)$/ { section(label("选项", "OPTIONS")); next }
{
  if (at == label("选项", "OPTIONS") || at == label("命令", "COMMANDS")) section(label("说明", "NOTES"))
  else if (at != label("说明", "NOTES")) { if (at != label("描述", "DESCRIPTION")) section(label("描述", "DESCRIPTION")) }
  if (blank && text == "") put(".PP")
  blank = 0
  text = join(text, $0)
}
END {
  flush()
  for (i = 1; i <= sections; i++) printf "%s%s", ".SH " order[i] "\n", body[order[i]]
}
