// plain.js: the rules of mof-2020 as ordinary JavaScript. The formulas also serve engines that can only choose a rule.
'use strict';

function up({ actual, target, weight }) {
  if (actual >= target) return weight;
  return actual <= 0 ? 0 : weight * actual / target;
}

function down({ actual, target, weight }) {
  if (actual <= target) return weight;
  return target === 0 ? 0 : weight * target / actual;
}

function execution({ actual, target, weight }) {
  if (target === 0) return actual === 0 ? weight : 0;
  return actual > target ? weight : weight * actual / target;
}

/// Declared points inside of the band are kept.
function qualitative({ band, weight, declared }) {
  const share = band === 'met' ? 1 : band === 'partial' ? 0.7 : 0;
  const from = band === 'met' ? 0.8 : band === 'partial' ? 0.6 : 0;
  const to = band === 'met' ? 1 : band === 'partial' ? 0.8 : 0.6;
  if (declared === null) return weight * share;
  const part = declared / weight;
  return part >= from && (part < to || (part === 1 && to === 1)) ? declared : weight * share;
}

const formulas = {
  execution,
  qualitative,
  verdict: ({ band, weight }) => (band === 'met' ? weight : 0),
  zero: ({ actual, weight }) => (actual <= 0 ? weight : 0),
  satisfaction: up,
  ratio_up: up,
  inverse: down,
  deadline: ({ actual, target, weight }) => (actual <= target ? weight : 0),
};

function choose({ kind, direction, group, band }) {
  if (kind === 'execution') return formulas.execution;
  if (kind === 'qualitative') return formulas.qualitative;
  if (band !== '') return formulas.verdict;
  if (direction === 'zero') return formulas.zero;
  if (group === 'satisfaction' && (direction === 'up' || direction === 'equal')) return formulas.satisfaction;
  if (direction === 'up' || direction === 'equal') return formulas.ratio_up;
  if (direction === 'down') return formulas.inverse;
  return formulas.deadline;
}

exports.formulas = formulas;
exports.prepare = () => (rows) => rows.map((row) => choose(row)(row));
