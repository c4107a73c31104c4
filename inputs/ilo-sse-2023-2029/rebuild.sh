#!/usr/bin/env bash
# Write the workbooks of both years anew from their answers.csv, signed with the public keys.
set -euo pipefail
cd "$(dirname "$0")/../.."
notice="Invented example: no unit of the International Labour Organization filled in, saw or endorsed this questionnaire."
for cycle in ilo-sse-2023-2029 ilo-sse-2023-2029-2025; do
    folder=inputs/$cycle
    units=()
    for code in $(tail -n +2 "$folder/answers.csv" | cut -d, -f1 | sort -u); do
        units+=(--respondent "$code")
    done
    rm -rf "$folder/submissions"
    rapporteur questionnaire build "$cycle" --public-key --prefill "$folder/answers.csv" \
        --output "$folder/submissions" --notice "$notice" "${units[@]}"
    # Nobody sent them, so there is no time of receipt.
    (
        cd "$folder"
        echo sha256,file,received_at,channel
        sha256sum submissions/* | sed -E 's/^([0-9a-f]{64})  (.*)$/\1,\2,,reconstruction/'
    ) >"$folder/receipts.tmp"
    mv "$folder/receipts.tmp" "$folder/receipts.csv"
    rm -f "$folder/.receipts.chain"
done
