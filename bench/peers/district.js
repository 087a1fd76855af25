// district.js: reads unit records, one a line (ziping_gen --format json --single), lays out what rules need, has an engine score them, writes the points and prints the sum.
// Usage: node district.js ENGINE district.json POINTS [RULES]; ENGINE is a file beside this one. It exports prepare(), which gives a
// function from the rows to their points or a promise of them. RULES: a file for the nanoseconds a row that this function alone
// took, over rows that lie ready in memory; asked again when that takes under a second, so that what is compiled on the way is ready too.
'use strict';
const fs = require('fs');
const path = require('path');

const bands = {
  达成预期指标: 'met', 完成: 'met', 正常开展: 'met', 效果显著: 'met',
  部分达成预期指标: 'partial', 基本完成: 'partial', 未达成预期指标: 'unmet', 未完成: 'unmet',
};
const groups = { 产出指标: 'output', 效益指标: 'benefit', 满意度指标: 'satisfaction' };
const powers = [1, 10, 100, 1000, 10000];

/// Dates as one number: year, month, day.
function number({ value, date }) {
  if (date !== undefined) return date[0] * 10000 + date[1] * 100 + date[2];
  return value === undefined ? null : value[0] / powers[value[1]];
}

function direct(kind, op, target, level2) {
  if (kind === 'date' || kind === 'qualitative') return '';
  if (op === '>=') return 'up';
  if (op === '<=') return 'down';
  if (target === 0) return 'zero';
  if (level2 === '成本指标' && kind !== 'percent') return 'down';
  return op === '=' ? 'equal' : 'up';
}

function rowOf({ level1, level2, target, actual, weight_e4, declared_e4 }) {
  const words = actual.kind === 'qualitative';
  if (!words && actual.unit !== target.unit) throw new Error('another unit');
  const wanted = number(target);
  return {
    kind: target.kind, direction: direct(target.kind, target.op, wanted, level2), group: groups[level1],
    band: !words ? '' : actual.text === target.text ? 'met' : bands[actual.text],
    target: wanted, actual: number(actual), weight: weight_e4 / 10000,
    declared: declared_e4 === undefined ? null : declared_e4 / 10000,
  };
}

function rowsOf(unit, rows) {
  for (const project of unit.projects) {
    rows.push({
      kind: 'execution', direction: '', group: '', band: '', target: project.revised_fen / 100, actual: project.executed_fen / 100,
      weight: project.execution.weight_e4 / 10000, declared: null,
    });
    for (const indicator of project.indicators) rows.push(rowOf(indicator));
  }
}

/// Half up to 0.01 of what is left of the answer at 1e-9, as ziping rounds.
function cents(points) {
  if (!Number.isFinite(points)) throw new Error(`no points: ${points}`);
  return Math.floor((Math.round(points * 1e9) + 5e6) / 1e7);
}

/// Points of all rows, and the nanoseconds a row.
async function timed(score, rows) {
  const start = process.hrtime.bigint();
  const points = await score(rows);
  return { points, each: Number(process.hrtime.bigint() - start) / rows.length };
}

async function main() {
  const [engine, input, output, rules] = process.argv.slice(2);
  const { prepare } = require(path.join(__dirname, `${engine}.js`));
  const score = await prepare();
  const rows = [];
  for (const line of fs.readFileSync(input, 'utf8').trimEnd().split('\n')) rowsOf(JSON.parse(line), rows);
  const { points, each } = await timed(score, rows);
  const all = points.map(cents);
  if (rules !== undefined) {
    const again = each * rows.length < 1e9 ? (await timed(score, rows)).each : each;
    fs.writeFileSync(rules, `${again}\n`);
  }
  fs.writeFileSync(output, `${all.join('\n')}\n`);
  console.log(`rows ${all.length}\ncents ${all.reduce((sum, value) => sum + value, 0)}`);
}

main().catch((error) => {
  console.error(`district.js: ${error.message}`);
  process.exit(1);
});
