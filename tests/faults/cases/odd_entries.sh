#!/bin/sh
# odd_entries.sh: a pipe, a socket, links of all kinds in the folder: told, passed over, never waited for.
. "${0%/*}/../kit.sh"
district in 12 3
score reference in
ends 0
unit=$(ls in | sed -n 2p) other=$(ls in | sed -n 4p)
put() {  # into a folder
  mkfifo "$1/pipe.csv"
  ln -s absent.csv "$1/dangling.csv"
  ln -s "../$other" "$1/to-folder"
  ln -s . "$1/loop"
  ln -s self.csv "$1/self.csv"
  ln -s "$work/in/$other/自评表.csv" "$1/to-file.csv"
}
put in
put "in/$unit"
told_of="pipe.csv dangling.csv to-folder loop self.csv to-file.csv"
if LC_ALL=C perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un($ARGV[0])) or exit 1' in/socket.csv; then
  told_of="$told_of socket.csv"
else
  leave_out "a socket: there is no perl to make one"
fi
begin "odd entries"
score out in
ends 0 1
for name in $told_of; do tells "^$name.*W021"; done
tells "^$unit/pipe.csv.*W021"
grep -q '^Units in the total: 12 ' printed || say "not all twelve are scored"

begin "given by name"
for name in pipe.csv dangling.csv self.csv; do
  score none "in/$name"
  ends 3
  tells "^$name.*error E010"
done
absent none/result.msgpack
score linked in/to-file.csv
ends 0
done_with
