// pages.js: opens the pages that pages.sh made and does what people do with them. Usage: node pages.js FOLDER PICTURES CHROMIUM
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [work, pictures, executablePath] = process.argv.slice(2);
const DESKTOP = { width: 1280, height: 900 }, PHONE = { width: 390, height: 844 }, PROJECTOR = { width: 1920, height: 1080 };

/// Pages of a folder `name` of `work`; what they say to the console or ask of anybody is kept.
async function open(browser, name, viewport, file = "index.html") {
  const folder = path.join(work, name);
  const context = await browser.newContext({ viewport, offline: true });
  const page = await context.newPage();
  const said = [];
  const inside = pathToFileURL(folder + path.sep).href;
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(inside)) said.push(`request: ${request.url()}`);
    else if (request.resourceType() !== "document") said.push(`request of a ${request.resourceType()}: ${request.url()}`);
  });
  await page.goto(pathToFileURL(path.join(folder, file)).href);
  return { page, close: async () => { await context.close(); assert.deepStrictEqual(said, [], `${name}/${file}`); } };
}

const unitFiles = (name) => fs.readdirSync(path.join(work, name)).filter((file) => file !== "index.html").sort();

/// The link of a unit on an overview, by its name.
async function fileOf(browser, name, unit) {
  const { page, close } = await open(browser, name, DESKTOP);
  const file = await page.locator("#ranking tbody a", { hasText: unit }).getAttribute("href");
  await close();
  return file;
}

// ---- sorting and filtering -------------------------------------------------------------------------------------------------

const shownRows = (page) => page.locator("#ranking tbody tr:visible");
const column = (page, at) =>
  page.$$eval("#ranking tbody tr", (rows, i) => rows.filter((row) => !row.hidden).map((row) => row.cells[i].textContent), at);

/// Cells in order: numbers as numbers, those without one behind.
function assertSorted(cells, numeric, down, lang, what) {
  const keys = numeric ? cells.map((cell) => (/^-?\d/.test(cell) ? Number(cell) : null)) : cells;
  if (numeric) assert.ok(keys.every((key) => key === null || Number.isFinite(key)), `${what}: ${cells}`);
  const some = keys.filter((key) => key !== null);
  assert.deepStrictEqual(keys.slice(0, some.length), some, `${what}: what has no number stands behind`);
  const collator = new Intl.Collator(lang);
  const wanted = some.slice().sort((a, b) => (numeric ? a - b : collator.compare(a, b)) * (down ? -1 : 1));
  assert.deepStrictEqual(some, wanted, what);
}

async function sortsByEveryColumn(browser, name, lang) {
  const { page, close } = await open(browser, name, DESKTOP);
  const heads = page.locator("#ranking thead th");
  const count = await heads.count();
  assert.ok(count >= 8);
  for (let at = 0; at < count; at++) {
    const numeric = await heads.nth(at).evaluate((head) => head.classList.contains("n"));
    for (const way of ["ascending", "descending"]) {
      await heads.nth(at).locator("button").click();
      assert.strictEqual(await heads.nth(at).getAttribute("aria-sort"), way);
      assert.strictEqual(await page.locator("#ranking th[aria-sort]").count(), 1);
      assertSorted(await column(page, at), numeric, way === "descending", lang, `${name}: column ${at}, ${way}`);
    }
  }
  await close();
}

async function filters(browser) {
  const { page, close } = await open(browser, "district-zh", DESKTOP);
  const all = await shownRows(page).count();
  await page.fill("#find", "青山");
  assert.strictEqual(await shownRows(page).count(), 1);
  assert.match(await page.textContent("#shown"), new RegExp(`^1 / ${all}$`));
  await page.fill("#find", "没有这个单位");
  assert.strictEqual(await shownRows(page).count(), 0);
  await page.fill("#find", "");
  let sum = 0;
  for (const grade of await page.$$eval("#grade option", (options) => options.map((option) => option.value).filter(Boolean))) {
    await page.selectOption("#grade", grade);
    sum += await shownRows(page).count();
  }
  assert.strictEqual(sum, all, "every unit is in one class of grades");
  await page.selectOption("#grade", "");
  assert.strictEqual(await shownRows(page).count(), all);
  await close();
  const many = await open(browser, "units500-zh", DESKTOP);
  await many.page.fill("#find", "130229007");
  assert.deepStrictEqual(await column(many.page, 2), ["130229007"]);
  await many.close();
}

/// Every light of a page is a word on its colour, and the filter of the overview knows them all.
async function showsLights(browser, lang, words) {
  const { page, close } = await open(browser, `watch-${lang}`, DESKTOP);
  const all = await shownRows(page).count();
  const lights = await page.$$eval("td.light span", (spans) => spans.map((span) => [span.className, span.textContent]));
  assert.strictEqual(lights.length, all);
  for (const [name, text] of lights) assert.strictEqual(text, words[name], name);
  assert.ok(new Set(lights.map(([name]) => name)).size > 1, "not all units are alike");
  let sum = 0;
  for (const word of Object.values(words)) {
    await page.selectOption("#grade", word);
    sum += await shownRows(page).count();
  }
  assert.strictEqual(sum, all, "every unit has one light");
  await page.selectOption("#grade", "");
  await page.locator("#ranking tbody a").first().click();
  const colours = await page.$$eval("td.light span", (spans) => spans.map((span) => [span.className, getComputedStyle(span).backgroundColor]));
  assert.ok(colours.length > 10);
  const byClass = new Map(colours);
  for (const [name, colour] of colours) assert.strictEqual(colour, byClass.get(name), "one colour for each light");
  assert.strictEqual(new Set(byClass.values()).size, byClass.size, "and another for each");
  await page.locator("nav a").click();
  assert.strictEqual(await page.locator("#ranking").count(), 1);
  await close();
}

// ---- from the overview to a lost point and back ------------------------------------------------------------------------------

async function drillsDown(browser) {
  const { page, close } = await open(browser, "district-zh", DESKTOP);
  await page.locator("#ranking tbody a", { hasText: "石桥镇" }).click();
  assert.match(await page.textContent("h1"), /石桥镇/);
  const lost = page.locator("td.lost a").first();
  const target = (await lost.getAttribute("href")).slice(1);
  await lost.click();
  const why = page.locator(`[id="${target}"]`);
  await why.waitFor({ state: "visible" });
  const box = await why.boundingBox();
  assert.ok(box.y >= 0 && box.y < DESKTOP.height, "the explanation is in view");
  assert.match(await why.textContent(), /规则/);
  for (const link of await page.$$eval("a[href^='#']", (links) => links.map((a) => a.getAttribute("href").slice(1))))
    assert.strictEqual(await page.locator(`[id="${link}"]`).count(), 1, `#${link}`);
  await page.locator("nav a").click();
  assert.strictEqual(await page.locator("#ranking").count(), 1);
  for (const href of await page.$$eval("#ranking tbody a", (links) => links.map((a) => a.getAttribute("href"))))
    assert.ok(fs.existsSync(path.join(work, "district-zh", href)), href);
  await close();
}

// ---- for everybody, on every screen ---------------------------------------------------------------------------------------------

async function isAccessible(browser, name, file, viewport) {
  const { page, close } = await open(browser, name, viewport, file);
  await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
  const result = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  const found = result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  assert.deepStrictEqual(found, [], `axe: ${name}/${file} at ${viewport.width}`);
  assert.ok(result.passes.length > 20, "axe looked at something");
  await close();
}

async function fits(browser, name, file, viewport) {
  const { page, close } = await open(browser, name, viewport, file);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= viewport.width, `${name}/${file} is ${wide} wide on ${viewport.width}`);
  const cut = await page.$$eval(".cards dd, h1, h2, label, select", (all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent));
  assert.deepStrictEqual(cut, [], `cut off in ${name}/${file} on ${viewport.width}`);
  const broken = await page.$$eval(".cards dd, td.n", (all) =>
    all.filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return /^[\d.]+%?$/.test(one.textContent) && new Set([...range.getClientRects()].map((line) => Math.round(line.bottom))).size > 1;
    }).map((one) => one.textContent));
  assert.deepStrictEqual(broken, [], `numbers on two lines in ${name}/${file} on ${viewport.width}`);
  await close();
}

// ---- paper ----------------------------------------------------------------------------------------------------------------------

const squeezed = (text) => text.replace(/\s+/g, "");

/// The glyphs of the form's heading and cells come from the simplified Chinese font, none from a fallback.
async function usesChineseFont(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "section.form h2, section.form td, section.form th" });
  const families = new Set();
  for (const nodeId of nodeIds)
    for (const font of (await session.send("CSS.getPlatformFontsForNode", { nodeId })).fonts) families.add(font.familyName);
  assert.deepStrictEqual([...families], ["Noto Sans CJK SC"]);
}

async function prints(browser, name, file) {
  const { page, close } = await open(browser, name, DESKTOP, file);
  const pdf = path.join(pictures, "form.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: false });
  const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  assert.match(info, /Page size:.*A4/);
  const forms = await page.locator("section.form").count();
  assert.ok(forms > 0);
  assert.strictEqual(Number(/Pages:\s+(\d+)/.exec(info)[1]), forms, "a page for each form of the sample");
  const text = squeezed(execFileSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8" }));
  await page.emulateMedia({ media: "print" });
  // Cells are wrapped on paper, and pdftotext gives line by line: every cell's characters must be there, each as often as on the page.
  const cells = await page.$$eval("section.form h2, section.form th, section.form td", (all) =>
    all.filter((one) => one.getClientRects().length !== 0).map((one) => one.textContent));
  const count = (string) => { const m = new Map(); for (const c of string.normalize("NFKC")) m.set(c, (m.get(c) || 0) + 1); return m; };
  const printed = count(text);
  for (const [c, times] of count(squeezed(cells.join("")))) assert.ok((printed.get(c) || 0) >= times, `${c} is printed ${printed.get(c) || 0} times, not ${times}`);
  for (const word of ["项目支出绩效自评表", "群众满意度", "总分"]) assert.ok(text.includes(word), word);
  const wide = await page.$$eval("section.form table", (all) => all.filter((one) => one.scrollWidth > one.parentElement.clientWidth + 1).length);
  assert.strictEqual(wide, 0, "a table is wider than the paper");
  await usesChineseFont(page);
  execFileSync("pdftoppm", ["-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png", pdf, path.join(pictures, "form")]);
  await close();
}

// ---- many units ------------------------------------------------------------------------------------------------------------------

async function opensMany(browser, units) {
  const begin = Date.now();
  const { page, close } = await open(browser, `units${units}-zh`, DESKTOP);
  const opened = Date.now() - begin;
  assert.strictEqual(await page.locator("#ranking tbody tr").count(), units);
  const sorting = Date.now();
  await page.locator("#ranking thead button").nth(3).click();
  assertSorted(await column(page, 3), true, false, "zh-CN", "many units");
  const typing = Date.now();
  await page.fill("#find", "第0007");
  assert.strictEqual(await shownRows(page).count(), 1);
  console.log(`  ${units} units: opened in ${opened} ms, sorted in ${typing - sorting} ms, filtered in ${Date.now() - typing} ms`);
  await close();
}

// ---- pictures ---------------------------------------------------------------------------------------------------------------------

async function takePictures(browser, file) {
  const watched = await open(browser, "watch-zh", DESKTOP, unitFiles("watch-zh")[0]);
  await watched.page.screenshot({ path: path.join(pictures, "monitor-desktop.png") });
  await watched.close();
  for (const [label, viewport] of [["desktop", DESKTOP], ["phone", PHONE], ["projector", PROJECTOR]])
    for (const [what, name] of [["overview", "index.html"], ["unit", file]]) {
      const { page, close } = await open(browser, "district-zh", viewport, name);
      await page.screenshot({ path: path.join(pictures, `${what}-${label}.png`) });
      await page.screenshot({ path: path.join(pictures, `${what}-${label}-whole.png`), fullPage: true });
      await close();
    }
}

// ---- all of it ----------------------------------------------------------------------------------------------------------------------

async function main() {
  fs.mkdirSync(pictures, { recursive: true });
  const args = process.getuid() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  const unit = { zh: await fileOf(browser, "district-zh", "老庄子镇"), en: await fileOf(browser, "district-en", "老庄子镇") };
  const town = unitFiles("town-zh")[0];
  const cases = [
    ["sorts by every column", () => sortsByEveryColumn(browser, "district-zh", "zh-CN")],
    ["sorts by every column, 500 units in English", () => sortsByEveryColumn(browser, "units500-en", "en")],
    ["filters by name, code and grade", () => filters(browser)],
    ["leads from the overview to a lost point and back", () => drillsDown(browser)],
    ["prints the official form on A4, nothing missing", () => prints(browser, "town-zh", town)],
    ["opens 500 units", () => opensMany(browser, 500)],
    ["opens 5,000 units", () => opensMany(browser, 5000)],
  ];
  cases.push(["shows lights", () => showsLights(browser, "zh", { "l-red": "红", "l-yellow": "黄", "l-unknown": "不明", "l-green": "绿", "l-not_due": "未到期" })]);
  cases.push(["shows lights in English", () => showsLights(browser, "en", { "l-red": "red", "l-yellow": "yellow", "l-unknown": "unknown", "l-green": "green", "l-not_due": "not due" })]);
  for (const lang of ["zh", "en"])
    for (const file of ["index.html", unitFiles(`watch-${lang}`)[0]])
      for (const viewport of [DESKTOP, PHONE, PROJECTOR])
        cases.push([`monitoring, ${lang} ${file} at ${viewport.width}: axe, nothing cut off`, async () => {
          await isAccessible(browser, `watch-${lang}`, file, viewport);
          await fits(browser, `watch-${lang}`, file, viewport);
        }]);
  for (const lang of ["zh", "en"])
    for (const file of ["index.html", unit[lang]])
      for (const viewport of [DESKTOP, PHONE, PROJECTOR])
        cases.push([`${lang} ${file} at ${viewport.width}: axe, nothing cut off`, async () => {
          await isAccessible(browser, `district-${lang}`, file, viewport);
          await fits(browser, `district-${lang}`, file, viewport);
        }]);
  cases.push(["pictures", () => takePictures(browser, unit.zh)]);
  let failed = 0;
  for (const [name, run] of cases) {
    try {
      await run();
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}\n  ${error.message}`);
    }
  }
  await browser.close();
  console.log(`${cases.length - failed} passed, ${failed} failed; pictures in ${pictures}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error) => { console.error(error); process.exitCode = 1; });
