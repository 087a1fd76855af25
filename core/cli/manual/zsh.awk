# zsh.awk: the completion of zsh, which describes in Chinese or English as the locale says.
function quoted(text) { gsub(/'/, "'\\''", text); return "'" text "'" }
function plain(text) { gsub(/\\/, "\\\\", text); gsub(/:/, "\\:", text); gsub(/\[/, "\\[", text); gsub(/\]/, "\\]", text); return text }
function list(lang, command,    i, option, what, line, action) {
  line = ""
  for (i = 1; i <= option_count[command]; i++) {
    option = options[command, i]
    what = kind(command, option)
    action = ""
    if (what ~ /^values/) action = ":value:(" substr(what, 8) ")"
    else if (what == "pack") action = ":pack:_alternative \"packs\\:pack\\:(" packs ")\" \"folders\\:folder\\:_files -/\""
    else if (what == "file") action = ":file:_files"
    else if (what == "other") action = ":" plain(argument[command, option]) ":"
    line = line " \\\n          " quoted("*" option "[" plain(said[lang, command, option]) "]" action)
  }
  what = rest(command)
  if (what == "actions") line = line " \\\n          " quoted("1:action:(" actions[command] ")") " " quoted("*:file:_files")
  else if (what == "codes") line = line " \\\n          " quoted("1:result:_alternative \"codes\\:code\\:(" codes ")\" \"files\\:file\\:_files\"") " " quoted("*:unit:")
  else if (what == "file") line = line " \\\n          " quoted("*:file:_files")
  return line
}
function all(lang,    c) {
  print "    commands=("
  for (c = 1; c <= command_count; c++) print "      " quoted(commands[c] ":" plain(abouts[lang, commands[c]]))
  print "    )"
}
END {
  print "#compdef ziping"
  print "# zsh completion of ziping; made of its help by core/cli/manual."
  print "_ziping() {"
  print "  local english= said=${ZIPING_LANG:-${LC_ALL:-${LC_MESSAGES:-$LANG}}}"
  print "  local -a commands"
  print "  [[ $said != en* ]] || english=1"
  print "  if [[ -n $english ]]; then"
  all("en")
  print "  else"
  all("zh")
  print "  fi"
  print "  if (( CURRENT == 2 )); then"
  print "    _describe -t commands command commands"
  print "    return"
  print "  fi"
  print "  local command=$words[2]"
  print "  shift words"
  print "  (( CURRENT-- ))"
  print "  case $command in"
  for (c = 1; c <= command_count; c++) {
    print "    " commands[c] ")"
    print "      if [[ -n $english ]]; then"
    print "        _arguments" list("en", commands[c])
    print "      else"
    print "        _arguments" list("zh", commands[c])
    print "      fi ;;"
  }
  print "  esac"
  print "}"
  print "_ziping \"$@\""
}
