# completion.awk: reads what make.sh gathered: the commands and the options, in English and in Chinese. NAME.awk writes the script of a shell.
# abouts[LANGUAGE, COMMAND], options[COMMAND, i], argument[COMMAND, OPTION], said[LANGUAGE, COMMAND, OPTION], actions[COMMAND].
FNR == 1 { file++ }
file <= 2 {
  lang = file == 1 ? "en" : "zh"
  abouts[lang, $1] = $2
  if (file == 1) commands[++command_count] = $1
  next
}
$2 == "*" { if (file == 3) actions[$1] = $3; next }
{
  lang = file == 3 ? "en" : "zh"
  said[lang, $1, $2] = $4
  if (file != 3) next
  options[$1, ++option_count[$1]] = $2
  argument[$1, $2] = $3
}
# What completes the argument of an option: "" it has none; "values a b", "pack", "file", or "other".
function kind(command, option,    a) {
  a = argument[command, option]
  if (a == "") return ""
  if (a ~ /^[a-z0-9-]+(\|[a-z0-9-]+)*$/) { gsub(/\|/, " ", a); return "values " a }
  if (a == "PACK" || a == "A" || a == "B") return "pack"
  if (a ~ /FILE|DIR|PATH|\.xlsx/) return "file"
  return "other"
}
# What stands behind the options: "codes" and files, "actions", or files.
function rest(command) {
  if (command == "explain") return "codes"
  if (actions[command] != "") return "actions"
  return command == "value" || command == "doctor" ? "none" : "file"
}
