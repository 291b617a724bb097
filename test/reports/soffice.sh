#!/bin/sh
# Speaks LibreOffice's command line as far as it is used here; its name says how it ends: well, hanging, failing, with half a file.
out=. file= profile=
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out=$2; shift ;;
    --convert-to) shift ;;
    -env:UserInstallation=file://*) profile=${1#-env:UserInstallation=file://} ;;
    --*) ;;
    *) file=$1 ;;
  esac
  shift
done
echo "$$ $profile" >> "$(dirname "$0")/runs"
[ -s "$file" ] && [ -n "$profile" ] || exit 3
pdf=$out/$(basename "$file" .docx).pdf
case "$(basename "$0")" in
  *hang*) sleep 300 & echo $! > "$(dirname "$0")/child"; wait ;;
  *fail*) exit 1 ;;
  *half*) printf 'PK' > "$pdf" ;;
  *) printf '%%PDF-1.6\n' > "$pdf"; cat "$file" >> "$pdf" ;;
esac
