// district.js: reads typed rows (ziping_gen --format jsonl), has an engine score them, writes the points and prints the sum.
// Usage: node district.js ENGINE district.jsonl POINTS; ENGINE is a file beside this one. It exports prepare(), which gives a
// function from the rows to their points or a promise of them.
'use strict';
const fs = require('fs');
const path = require('path');

/// Half up to 0.01 of what is left of the answer at 1e-9, as ziping rounds.
function cents(points) {
  if (!Number.isFinite(points)) throw new Error(`no points: ${points}`);
  return Math.floor((Math.round(points * 1e9) + 5e6) / 1e7);
}

async function main() {
  const [engine, input, output] = process.argv.slice(2);
  const { prepare } = require(path.join(__dirname, `${engine}.js`));
  const score = await prepare();
  const rows = fs.readFileSync(input, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const all = (await score(rows)).map(cents);
  fs.writeFileSync(output, `${all.join('\n')}\n`);
  console.log(`rows ${all.length}\ncents ${all.reduce((sum, value) => sum + value, 0)}`);
}

main().catch((error) => {
  console.error(`district.js: ${error.message}`);
  process.exit(1);
});
