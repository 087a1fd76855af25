# fish.awk: the completion of fish, which describes in Chinese or English as the locale says.
function quoted(text) { gsub(/\\/, "\\\\", text); gsub(/'/, "\\'", text); return "'" text "'" }
function told(zh, en) { return zh == "" && en == "" ? "" : " -d (__ziping_say " quoted(zh) " " quoted(en) ")" }
END {
  print "# fish completion of ziping; made of its help by core/cli/manual."
  print "function __ziping_say"
  print "  if string match -q 'en*' -- $ZIPING_LANG $LC_ALL $LC_MESSAGES $LANG"
  print "    echo $argv[2]"
  print "  else"
  print "    echo $argv[1]"
  print "  end"
  print "end"
  print "complete -c ziping -n __fish_use_subcommand -f -l version"
  print "complete -c ziping -n __fish_use_subcommand -f -l help"
  for (c = 1; c <= command_count; c++) {
    command = commands[c]
    here = " -n '__fish_seen_subcommand_from " command "'"
    print "complete -c ziping -n __fish_use_subcommand -f -a " command told(abouts["zh", command], abouts["en", command])
    what = rest(command)
    if (what == "actions") print "complete -c ziping" here " -f -a " quoted(actions[command])
    if (what == "codes") print "complete -c ziping" here " -a " quoted(codes)
    if (what == "none") print "complete -c ziping" here " -f"
    for (i = 1; i <= option_count[command]; i++) {
      option = options[command, i]
      what = kind(command, option)
      line = "complete -c ziping" here (option ~ /^--/ ? " -l " substr(option, 3) : " -s " substr(option, 2))
      if (what ~ /^values/) line = line " -x -a " quoted(substr(what, 8))
      else if (what == "pack") line = line " -r -a " quoted(packs)
      else if (what == "file") line = line " -r"
      else if (what == "other") line = line " -x"
      print line told(said["zh", command, option], said["en", command, option])
    }
  }
}
