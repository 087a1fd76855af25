# bash.awk: the completion of bash.
END {
  print "# bash completion of ziping; made of its help by core/cli/manual."
  print "_ziping() {"
  print "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word at words="
  print "  local packs='" packs "' codes='" codes "'"
  print "  for ((at = 1; at < COMP_CWORD; at++)); do"
  print "    word=${COMP_WORDS[at]}"
  print "    case $word in --lang) ((at++)) ;; -*) ;; *) command=$word; break ;; esac"
  print "  done"
  print "  COMPREPLY=()"
  print "  case \"$command $prev\" in"
  print "    *\\ --lang) words='zh en' ;;"
  for (c = 1; c <= command_count; c++) for (i = 1; i <= option_count[commands[c]]; i++) {
    option = options[commands[c], i]
    what = kind(commands[c], option)
    if (what == "" || option == "--lang") continue
    if (what == "file" || what == "pack") action = (what == "pack" ? "COMPREPLY=($(compgen -W \"$packs\" -- \"$cur\") $(compgen -d -- \"$cur\"))" : "COMPREPLY=($(compgen -f -- \"$cur\"))") "; return"
    else action = what == "other" ? "return" : "words='" substr(what, 8) "'"
    print "    " commands[c] "\\ " option ") " action " ;;"
  }
  print "  esac"
  print "  if [[ -z $words ]]; then"
  print "    case \"$command $cur\" in"
  all = ""
  for (c = 1; c <= command_count; c++) all = all " " commands[c]
  print "      \\ -*) words='--lang --help --version' ;;"
  print "      \\ *) words='" substr(all, 2) "' ;;"
  for (c = 1; c <= command_count; c++) {
    all = ""
    for (i = 1; i <= option_count[commands[c]]; i++) all = all " " options[commands[c], i]
    print "      " commands[c] "\\ -*) words='" substr(all, 2) "' ;;"
    what = rest(commands[c])
    if (what == "actions") print "      " commands[c] "\\ *) words='" actions[commands[c]] "' ;;"
    if (what == "codes") print "      " commands[c] "\\ [A-Z]*) words=$codes; COMPREPLY=($(compgen -f -- \"$cur\")) ;;"
    if (what == "none") print "      " commands[c] "\\ *) return ;;"
  }
  print "    esac"
  print "  fi"
  print "  COMPREPLY+=($(compgen -W \"$words\" -- \"$cur\"))"
  print "  [[ -n $words ]] || COMPREPLY=($(compgen -f -- \"$cur\"))"
  print "}"
  print "complete -o filenames -F _ziping ziping"
}
