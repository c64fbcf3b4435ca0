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
const { tab: open } = await stage(folder);

test('a page with every fault is seen to have each', async () => {
  const tab = await open({ viewport: { width: 390, height: 800 } });
  await tab.visit('');
  await tab.page.waitForTimeout(300);
  const seen = [...tab.faults(), ...(await tab.sideways()), ...(await tab.axe())].join('\n');
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
