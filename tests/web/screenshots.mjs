// SPDX-License-Identifier: Apache-2.0
// Takes pictures of reports, to look at: node screenshots.mjs FOLDER REPORT.html...
// For each report: the page at 1280 and 390 pixels, in the dark, as printed on A4 (first pages), and a PDF.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const [folder, ...reports] = process.argv.slice(2);
if (!folder || reports.length === 0) {
  console.error('usage: node screenshots.mjs FOLDER REPORT.html...');
  process.exit(2);
}
const looks = [
  { name: '1280', width: 1280, media: { media: 'screen', colorScheme: 'light' } },
  { name: '390', width: 390, media: { media: 'screen', colorScheme: 'light' } },
  { name: 'dark', width: 1280, media: { media: 'screen', colorScheme: 'dark' } },
  { name: 'print', width: 672, media: { media: 'print' } },
];
const browser = await launch();
for (const report of reports) {
  const stem = path.join(folder, path.basename(report, '.html'));
  for (const look of looks) {
    const page = await browser.newPage({ viewport: { width: look.width, height: 900 } });
    await page.emulateMedia(look.media);
    await page.goto(pathToFileURL(path.resolve(report)).href);
    await page.screenshot({ path: `${stem}-${look.name}.png`, fullPage: true });
    if (look.name === 'print') await page.pdf({ path: `${stem}.pdf`, format: 'A4' });
    await page.close();
  }
}
await browser.close();
