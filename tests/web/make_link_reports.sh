#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Links invented lists and puts the reports into a folder, as link-CASE.html.
# usage: make_link_reports.sh BYNAME FOLDER
set -eu
byname=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

report() {  # report CASE ARGUMENTS...: byname link ARGUMENTS
  name=$1
  shift
  "$byname" link "$@" -q -o "$scratch/$name"
  cp "$scratch/$name/report.html" "$folder/link-$name.html"
}

"$byname" synth --kind directory --rows 3000 --seed 4 -q -o "$scratch/world"
people=$scratch/world/people.csv
report trained "$people" --model "$here/link_model.json" --truth cluster --threshold 0.9 \
  --em 'l.dob = r.dob' --em 'l.surname = r.surname AND l.first_name = r.first_name'
report redacted "$people" --model "$here/link_model.json" --redact --em 'l.dob = r.dob' --em 'l.email = r.email'
report hostile "$here/hostile.csv" --model "$here/hostile_model.json" --threshold 0.5
report nothing "$here/hostile.csv" --model "$here/hostile_model.json" --threshold 1 --keep-pairs 1
