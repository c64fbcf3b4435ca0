// A browser, and tabs that remember what went wrong on them.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { axe } from './axe.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

/** Debian's first, that without windows before all: it draws the same and takes half the time. CHROMIUM names another. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);

/**
 * @param {string[]} [more]  arguments of the browser, beside those that all tests share
 * @returns {Promise<Browser>}
 */
export async function launch(more = []) {
  const executablePath = process.env.CHROMIUM || PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`no browser: none of ${PLACES.join(', ')} is there; CHROMIUM may name one`);
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--force-color-profile=srgb',
      ...more,
    ],
  });
}

/** A tab that looks at one site only, and notes each thing that a reader's browser would complain of. */
export class Tab {
  /** @type {string[]} */
  #faults = [];

  /**
   * @param {Page} page
   * @param {string} root  the site's home; what is asked for elsewhere is a fault and is refused
   */
  constructor(page, root) {
    this.page = page;
    this.root = root;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#faults.push(`script error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.#faults.push(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // What a tab gives up because it moves on is nobody's fault.
      if (why !== 'net::ERR_ABORTED') this.#faults.push(`request failed: ${request.url()} ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.#faults.push(`status ${response.status()}: ${response.url()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(root) && !url.startsWith('data:')) this.#faults.push(`request outside: ${url}`);
    });
  }

  /**
   * Opens a page of the site and waits until it has settled.
   *
   * @param {string} path  within the site
   */
  async visit(path) {
    await this.page.goto(this.root + path, { waitUntil: 'load' });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** What went wrong since this was last asked. */
  faults() {
    return this.#faults.splice(0);
  }

  /**
   * What axe-core finds on the page as it stands, one line for each element.
   *
   * @param {string} [within]  one element alone
   */
  axe(within) {
    return axe(this.page, within);
  }

  /** The elements for which the page has to be scrolled sideways; none when it has not. */
  async sideways() {
    return this.page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const over = [...document.querySelectorAll('body *')].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.right > width + 0.5 && box.width > 0;
      });
      const named = over.slice(-3).map((element) => {
        const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
        return `scrolls sideways: ${name} ends at ${Math.round(element.getBoundingClientRect().right)} of ${width}`;
      });
      return named.length > 0 ? named : [`scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`];
    });
  }

  async close() {
    await this.page.context().close();
  }
}

/**
 * A tab in a context of its own.
 *
 * @param {Browser} browser
 * @param {string} root
 * @param {ContextOptions} [options]
 * @returns {Promise<Tab>}
 */
export async function openTab(browser, root, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  return new Tab(await context.newPage(), root);
}
