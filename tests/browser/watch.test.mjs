// The tests of the site are worth what their watch sees: a page with every fault is seen to have each.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stage } from './stage.mjs';

const folder = mkdtempSync(join(tmpdir(), 'recueil-watch-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'index.html'),
  `<!DOCTYPE html><title>x</title><body style="color: #ccc; background: #ddd"><p>Pale words.</p>
  <img src="missing.png"><img src="https://outside.example/i.png"><div style="width: 2000px">wide</div>
  <script>console.error('said'); setTimeout(() => { alert('shown'); }); throw new Error('thrown');</script>`,
);
writeFileSync(
  join(folder, 'other.html'),
  `<!DOCTYPE html><html lang="en"><title>x</title><main><h1>Title</h1><p>Words</p><a href="#a">a</a> <a href="#b">b</a></main>
  <style>a { display: inline-block; margin: 20px } @media (prefers-color-scheme: dark) { body { background: #777; color: #888 } }
  @media (width < 500px) { a { margin: 0; font-size: 12px } } @media (width > 900px) { h1 { display: none } }</style>`,
);
const { tab: open } = await stage(folder);

test('a page with every fault is seen to have each', async () => {
  const tab = await open({ viewport: { width: 390, height: 800 } });
  await tab.visit('');
  const faults = tab.faults();
  // What is said after the page has loaded.
  while (!faults.some((fault) => fault.startsWith('dialog:'))) {
    await tab.page.evaluate(() => new Promise((done) => void setTimeout(done, 20)));
    faults.push(...tab.faults());
  }
  const seen = [...faults, ...(await tab.sideways()), ...(await tab.axe())].join('\n');
  for (const sign of [
    /console: said/,
    /script error: thrown/,
    /dialog: shown/,
    /status 404: .*missing\.png/,
    /request outside: https:\/\/outside\.example/,
    /request failed: https:\/\/outside\.example/,
    /scrolls sideways: div/,
    /axe color-contrast/,
    /axe image-alt/,
    /axe landmark-one-main/,
    /axe html-has-lang/,
  ]) {
    assert.match(seen, sign);
  }
  assert.deepEqual(tab.faults(), [], 'told twice');
  await tab.close();
});

test('a page that is resized and recoloured is asked what may have changed, and no more', async () => {
  const tab = await open({ viewport: { width: 800, height: 800 } });
  await tab.visit('other.html');
  assert.deepEqual(await tab.axe(), []);
  await tab.page.setViewportSize({ width: 390, height: 800 });
  assert.match((await tab.axe()).join('\n'), /axe target-size/, 'places are not asked again');
  await tab.page.setViewportSize({ width: 1000, height: 800 });
  assert.match((await tab.axe()).join('\n'), /axe page-has-heading-one/, 'a page without its title is the same page');
  await tab.page.setViewportSize({ width: 800, height: 800 });
  assert.deepEqual(await tab.axe(), []);
  await tab.page.emulateMedia({ colorScheme: 'dark' });
  assert.match((await tab.axe()).join('\n'), /axe color-contrast/, 'colours are not asked again');
  await tab.page.emulateMedia({ colorScheme: 'light' });
  await tab.page.locator('p').evaluate((element) => element.setAttribute('role', 'nothing'));
  assert.match((await tab.axe()).join('\n'), /axe aria-roles/, 'a page that changed is the same page');
  await tab.close();
});
