#!/usr/bin/env bash
# Write the questionnaires of ../submissions and ../desk-research anew from the answers here, signed
# with the public key of ../cycle.toml.
# Needs the command `rapporteur` and, for the files that came back re-saved, LibreOffice.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cycle=inputs/a79-sse
notice_en="Reconstructed from the published report on General Assembly resolution 77/281. Not a submission: no government or organization filled in, saw or endorsed this questionnaire."
notice_zh="根据已发布的大会第77/281号决议执行情况报告重建，并非提交的答复：任何政府或组织均未填写、审阅或认可本调查问卷。"
chinese=" CMR FRA MEX UNCTAD CIRIEC "

build() { # build ANSWERS FOLDER
    local english=() others=() code
    for code in $(tail -n +2 "$1" | cut -d, -f1 | uniq | sort -u); do
        if [[ $chinese == *" $code "* ]]; then others+=(--respondent "$code")
        else english+=(--respondent "$code"); fi
    done
    rm -rf "$2"
    rapporteur questionnaire build a79-sse --public-key --prefill "$1" --output "$2" \
        --language en --notice "$notice_en" "${english[@]}"
    if ((${#others[@]})); then
        rapporteur questionnaire build a79-sse --public-key --prefill "$1" --output "$2" \
            --language zh --notice "$notice_zh" "${others[@]}"
    fi
}

resave() { # resave FILE FORMAT: what comes back was often saved by another program
    soffice --headless --convert-to "$2" --outdir "$work" "$1.xlsx" >/dev/null
    rm "$1.xlsx"
    mv "$work/$(basename "$1").$2" "$1.$2"
}

build $cycle/reconstruction/replies.csv $cycle/submissions
build $cycle/reconstruction/desk-research.csv $cycle/desk-research

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
resave $cycle/submissions/PRT.en xlsx
resave $cycle/submissions/MEX.zh xlsx
resave $cycle/submissions/BGR.en ods
resave $cycle/submissions/ICMIF.en ods
resave $cycle/submissions/URY.en xls
resave $cycle/submissions/CIRIEC.zh xls

# When the original replies were received is not known.
(
    cd $cycle
    echo sha256,file,received_at,channel
    sha256sum submissions/* desk-research/* | sed -E 's/^([0-9a-f]{64})  (.*)$/\1,\2,,reconstruction/'
) >"$work/receipts.csv"
mv "$work/receipts.csv" $cycle/receipts.csv
rm -f $cycle/.receipts.chain  # another register, not one that has lost lines
