// SPDX-License-Identifier: Apache-2.0
// Opens reports in Chromium and checks what a reader would notice: every chart is there, nothing overflows, nothing is
// fetched, nothing runs. Reports: all of the folder BYNAME_REPORTS, or the one file BYNAME_REPORT.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const usual = ['count', 'thresholds', 'variance', 'weights', 'scores', 'columns'];
const ofLink = ['weights', 'parameters', 'decisions', 'scores', 'rules', 'clusters'];
// Charts of the invented reports; a report from elsewhere must have at least those that every count has.
const expected = {
  'three-lists': [...usual, 'overlap', 'models', 'blocks'],
  'two-lists': [...usual, 'overlap', 'models'],
  'twelve-lists': [...usual, 'overlap', 'models', 'blocks'],
  hostile: [...usual, 'overlap', 'models', 'blocks'],
  'one-list': [...usual, 'mentions', 'blocks'],
  'no-links': ['count', 'weights', 'scores', 'columns', 'blocks'],
  'one-row': ['count', 'columns'],
  'link-trained': [...ofLink, 'truth', 'estimates', 'history-1', 'history-2', 'waterfall-1', 'waterfall-5', 'cluster-1'],
  'link-redacted': [...ofLink, 'estimates', 'history-1', 'history-2', 'waterfall-1', 'cluster-1'],
  'link-hostile': [...ofLink, 'waterfall-1', 'cluster-1'],
  'link-nothing': ['weights', 'parameters', 'rules', 'clusters'],
};

function reports() {
  if (process.env.BYNAME_REPORT) return [path.resolve(process.env.BYNAME_REPORT)];
  const folder = process.env.BYNAME_REPORTS;
  assert.ok(folder, 'set BYNAME_REPORT=FILE or BYNAME_REPORTS=FOLDER');
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.html'));
  assert.ok(files.length > 0, `no report in ${folder}`);
  return files.sort().map((name) => path.resolve(folder, name));
}

const chartsOf = (file) => {
  const known = process.env.BYNAME_REPORT ? undefined : expected[path.basename(file, '.html')];
  return known ?? (isOfLink(file) ? ['weights', 'parameters', 'clusters'] : ['count', 'columns']);
};
const isOfLink = (file) => fs.readFileSync(file, 'utf8').includes('>byname link ');

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
});

/// Opens a report and notes everything that a strict page must not do.
async function open(file, { width, scripts = true, media = 'screen', scheme = 'light' }) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts });
  const page = await context.newPage();
  const faults = [];
  const url = pathToFileURL(file).href;
  page.on('console', (entry) => faults.push(`console: ${entry.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url) faults.push(`request: ${request.url()}`);
  });
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}

/// Boxes of the drawings that are shown, with the names of their figures.
const shownCharts = (page) =>
  page.$$eval('figure[id^="chart-"] > svg', (drawings) =>
    drawings
      .map((svg) => {
        const box = svg.getBoundingClientRect();
        const drawn = svg.getBBox();
        const view = svg.viewBox.baseVal;
        return {
          name: svg.parentElement.id.replace('chart-', ''),
          left: box.left, right: box.right, width: box.width, height: box.height,
          overflow: Math.max(-drawn.x, -drawn.y, drawn.x + drawn.width - view.width, drawn.y + drawn.height - view.height),
          label: svg.getAttribute('aria-label'),
        };
      })
      .filter((chart) => chart.width > 0));

/// Pairs of texts of one drawing that lie on one another.
const collidingTexts = (page) =>
  page.$$eval('figure[id^="chart-"] > svg', (drawings) => {
    const found = [];
    for (const svg of drawings) {
      const texts = [...svg.querySelectorAll('text')]
        .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
        .filter((entry) => entry.box.width > 0);
      for (let i = 0; i < texts.length; ++i) {
        for (let j = i + 1; j < texts.length; ++j) {
          const a = texts[i].box;
          const b = texts[j].box;
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 4) found.push(`${svg.parentElement.id}: "${texts[i].text}" on "${texts[j].text}"`);
        }
      }
    }
    return found;
  });

for (const file of reports()) {
  const name = path.basename(file, '.html');
  for (const width of [390, 600, 1280]) {
    test(`${name} at ${width} px`, async () => {
      const { page, faults, close } = await open(file, { width });
      const charts = await shownCharts(page);
      for (const wanted of chartsOf(file)) {
        assert.equal(charts.filter((chart) => chart.name === wanted).length, 1, `one drawing of ${wanted}`);
      }
      for (const chart of charts) {
        assert.ok(chart.width > 250 && chart.height > 30, `${chart.name} has a size`);
        assert.ok(chart.left >= 0 && chart.right <= width, `${chart.name} is inside the page`);
        assert.ok(chart.overflow < 10, `${chart.name} stays inside its frame (${chart.overflow})`);
        assert.ok(chart.label.length > 10, `${chart.name} has words for those who cannot see it`);
      }
      assert.deepEqual(await collidingTexts(page), []);
      // A table may be wider than the telephone only if it can be scrolled by itself.
      const cut = await page.$$eval('table', (tables) =>
        tables.filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1 &&
          !['auto', 'scroll'].includes(getComputedStyle(table.parentElement).overflowX)).length);
      assert.equal(cut, 0, 'no table is cut');
      const scrolled = await page.$$eval('.models', (boxes) =>
        boxes.flatMap((box) => [box, ...box.querySelectorAll('.scroll')]).filter((box) => box.scrollWidth > box.clientWidth + 1).length);
      assert.equal(scrolled, 0, 'tables of numbers need no scrolling');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide`);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  test(`${name} without scripts`, async () => {
    const { page, faults, close } = await open(file, { width: 1280, scripts: false });
    assert.ok(await page.isVisible('h1'));
    for (const chart of chartsOf(file)) assert.ok(await page.isVisible(`#chart-${chart} > svg.wide`), chart);
    assert.deepEqual(faults, []);
    await close();
  });

  test(`${name} on paper`, async () => {
    // A4 with 16 mm at each side has 672 px.
    const { page, faults, close } = await open(file, { width: 672, media: 'print', scheme: 'dark' });
    const charts = await shownCharts(page);
    for (const wanted of chartsOf(file)) assert.ok(charts.some((chart) => chart.name === wanted), wanted);
    for (const chart of charts) {
      assert.ok(chart.left >= 0 && chart.right <= 672.5, `${chart.name} is on the sheet`);
      assert.ok(chart.height < 990 || chart.name === 'columns', `${chart.name} fits on one page`);
    }
    const clipped = await page.$$eval('.pair, .scroll, figure', (boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible').length);
    assert.equal(clipped, 0, 'nothing is cut');
    const colours = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(colours, 'rgb(255, 255, 255)', 'paper is white also in the dark');
    assert.ok((await page.pdf({ format: 'A4' })).length > 1000);
    assert.deepEqual(faults, []);
    await close();
  });

  test(`${name} in the dark`, async () => {
    const { page, faults, close } = await open(file, { width: 1280, scheme: 'dark' });
    const [ink, paper] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [style.color, style.backgroundColor].map((colour) =>
        colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
    });
    assert.ok(ink > paper + 300, 'light ink on dark paper');
    assert.deepEqual(faults, []);
    await close();
  });

  test(`${name} is one strict file`, () => {
    const html = fs.readFileSync(file, 'utf8');
    assert.ok(html.length < 3_000_000);
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, /<(script|img|link|iframe|object|embed|form|base)\b/i);
    assert.doesNotMatch(html, /<[a-z][^>]*\son[a-z]+\s*=/i);
  });
}
