#!/bin/sh
# Puts the official JSON Schema of SARIF 2.1.0 (OASIS) into build/sarif/, for the tests: it ships
# in the npm package @microsoft/jest-sarif.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build/sarif
cd build/sarif
[ -s sarif-2.1.0.json ] && exit 0
package=$(npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0)
tar -xzf "$package" package/lib/schemas/sarif-2.1.0-rtm.5.json
mv package/lib/schemas/sarif-2.1.0-rtm.5.json sarif-2.1.0.json
rm -rf package "$package"
