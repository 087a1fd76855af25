#!/bin/sh
# statics.sh: no globals and no statics that change in the library: nothing of the archives is in .data or .bss.
# Usage: statics.sh ARCHIVE…
found=$(objdump -t "$@" | awk '
  /:     file format / { file = $1 }
  # Symbols of size 0 are the sections themselves. Tables of pointers are in .data.rel.ro: read-only once loaded.
  {
    for (i = 2; i <= NF; i++)
      if ($i ~ /^\.(data|bss|tdata|tbss)(\.|$)|^\*COM\*$/ && $i !~ /^\.data\.rel\.ro/ && $(i + 1) !~ /^0+$/)
        print file " " $NF
  }')
[ -z "$found" ] && exit 0
echo "these change while the program runs:"
echo "$found"
exit 1
