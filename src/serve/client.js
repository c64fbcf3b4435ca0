// Keeps a page of the preview as the files are. It loads before the scripts of the site have done anything, so that it
// knows the page as it was served: what changes in what is served is then changed on the page, and nothing else. Where a
// change concerns what scripts work on, the page is loaded again; either way the reader stays where they were, unless the
// passage that changed is out of sight.
(() => {
  'use strict';

  /** Of more than these it cannot be told which one was meant. */
  const MEANT = 8;
  const MARKED = 2500, TICK = 15000, PATIENCE = 1000, SOON = 200, KEPT = 'recueil-preview';

  const script = document.currentScript;
  const found = script?.parentElement;
  if (!found || !document.body) return;
  /** What the preview added to the page. */
  const host = found;

  /** The change cannot be made on the page as it stands. */
  class Elsewhere extends Error {}

  /** The node of the page for each node of the page as it was served. @type {WeakMap<Node, Node>} */
  const live = new WeakMap();

  /** The nodes that are served, without the preview's own and what comes after. @param {Node} node */
  const childrenOf = (node) => {
    const children = [...node.childNodes];
    const end = children.findIndex((child) => child.nodeName === host.nodeName);
    return end < 0 ? children : children.slice(0, end);
  };

  /** @param {Node} served @param {Node} shown */
  const pair = (served, shown) => {
    live.set(served, shown);
    const [from, to] = [childrenOf(served), childrenOf(shown)];
    from.forEach((child, at) => {
      const other = to[at];
      if (other) pair(child, other);
    });
  };

  /** What was served for this node is now served as that one. @param {Node} was @param {Node} now */
  const carry = (was, now) => {
    const shown = live.get(was);
    if (shown) live.set(now, shown);
    const [from, to] = [childrenOf(was), childrenOf(now)];
    from.forEach((child, at) => {
      const other = to[at];
      if (other) carry(child, other);
    });
  };

  let served = /** @type {Document} */ (document.cloneNode(true));
  pair(served, document);

  /** @param {Node} node */
  const shownOf = (node) => {
    const shown = live.get(node);
    if (!shown?.isConnected) throw new Elsewhere();
    return shown;
  };

  /** What scripts were told by attributes or listen to. */
  const WORKED = 'script, form, input, select, textarea, button, dialog';

  /** True for what scripts may have a hold on. @param {Node} node */
  const isHeld = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    if (!element) return false;
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
      if (at.matches(WORKED) || [...at.attributes].some(({ name }) => name.startsWith('data-'))) return true;
    }
    if (node instanceof Element && node.querySelector(WORKED)) return true;
    return Boolean(element.closest('main')?.querySelector(WORKED));
  };

  /** @param {Node} a @param {Node} b */
  const isAlike = (a, b) =>
    a.nodeType === b.nodeType && a.nodeName === b.nodeName &&
    (!(a instanceof Element) || !(b instanceof Element) || a.id === b.id);

  /**
   * Which of the nodes that were served is which of those that are: the same ones first, then those of one name.
   *
   * @param {Node[]} was
   * @param {Node[]} now
   */
  const matched = (was, now) => {
    /** @type {Map<Node, Node>} */
    const pairs = new Map();
    let same = 0;
    now.forEach((node) => {
      // A blank is like any other, and would part what belongs together.
      if (node instanceof Text && !node.data.trim()) return;
      const at = was.findIndex((other, index) => index >= same && other.isEqualNode(node));
      const other = was[at];
      if (!other) return;
      pairs.set(node, other);
      same = at + 1;
    });
    // Between two that are the same, those that are alike belong together in their order.
    const taken = new Set(pairs.values());
    let next = 0;
    now.forEach((node) => {
      const other = pairs.get(node);
      if (other) {
        next = was.indexOf(other) + 1;
        return;
      }
      const end = was.findIndex((other, at) => at >= next && taken.has(other));
      const found = was.slice(next, end < 0 ? was.length : end).find((other) => isAlike(other, node));
      if (!found) return;
      pairs.set(node, found);
      next = was.indexOf(found) + 1;
    });
    return pairs;
  };

  /**
   * What a trial of a change finds out: the nodes of the page to come that are new or other, and whether something stands
   * in the way. What changes is to be known to the end even then: the page that is loaded again goes to it.
   *
   * @typedef {{ changed: Node[], isRefused: boolean }} Trial
   */

  /**
   * Makes the page of what was served into that of what is served now, or only tries how that would go.
   *
   * @param {Node} was
   * @param {Node} now
   * @param {Trial} [trial]
   */
  const change = (was, now, trial) => {
    // A page that is asked for by a script is read as one without scripts.
    if (was.isEqualNode(now) || was.nodeName === 'NOSCRIPT') {
      if (!trial) carry(was, now);
      return;
    }
    if (was instanceof CharacterData && now instanceof CharacterData) {
      const text = shownOf(was);
      if (!(text instanceof CharacterData) || text.data !== was.data) throw new Elsewhere();
      if (trial) {
        trial.changed.push(now);
        trial.isRefused ||= isHeld(was);
      } else text.data = now.data;
    } else if (was instanceof Element && now instanceof Element) {
      changeAttributes(was, now, trial);
    }
    const [from, to] = [childrenOf(was), childrenOf(now)];
    const pairs = matched(from, to);
    const kept = new Set(pairs.values());
    const isFull = (/** @type {Node} */ node) => Boolean(node.textContent?.trim());
    /** What stands beside one that goes, where nothing comes. @param {Node} gone */
    const besideOf = (gone) => {
      const at = from.findIndex((node) => node === gone);
      const near = [...from.slice(at + 1), ...from.slice(0, at).reverse()].find((node) => kept.has(node) && isFull(node));
      const comes = to.some((node) => !pairs.has(node) && isFull(node));
      return near && !comes ? to.find((node) => pairs.get(node) === near) : undefined;
    };
    for (const node of from.filter((node) => !kept.has(node))) {
      const shown = shownOf(node);
      if (trial) {
        trial.isRefused ||= isHeld(node);
        if (isFull(node)) trial.changed.push(besideOf(node) ?? now);
      } else shown.parentNode?.removeChild(shown);
    }
    if (!trial) live.set(now, shownOf(was));
    to.forEach((node, at) => {
      const other = pairs.get(node);
      if (other) {
        change(other, node, trial);
        return;
      }
      const parent = shownOf(was);
      if (trial) {
        trial.changed.push(node);
        trial.isRefused ||= isHeld(was) || (node instanceof Element && (node.matches(WORKED) || node.querySelector(WORKED) !== null));
        return;
      }
      const fresh = document.importNode(node, true);
      const before = to.slice(0, at).map((node) => live.get(node)).findLast((node) => node?.parentNode === parent);
      parent.insertBefore(fresh, before ? before.nextSibling : parent.firstChild);
      pair(node, fresh);
    });
  };

  /** @type {(was: Element, now: Element, trial?: Trial) => void} */
  const changeAttributes = (was, now, trial) => {
    const names = new Set([...was.getAttributeNames(), ...now.getAttributeNames()]);
    const changed = [...names].filter((name) => was.getAttribute(name) !== now.getAttribute(name));
    if (changed.length === 0) return;
    const shown = shownOf(was);
    if (!(shown instanceof Element)) throw new Elsewhere();
    trial?.changed.push(now);
    for (const name of changed) {
      // What scripts have changed is theirs.
      if (shown.getAttribute(name) !== was.getAttribute(name)) throw new Elsewhere();
      if (trial) {
        trial.isRefused ||= name !== 'class' && name !== 'href' && name !== 'title' && isHeld(was);
        continue;
      }
      const value = now.getAttribute(name);
      if (value === null) shown.removeAttribute(name);
      else shown.setAttribute(name, value);
    }
  };

  /** Words that are for listening to alone take up a dot. @param {Element} element */
  const isDot = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width <= 1 || height <= 1;
  };

  /** The element that stands for a changed node: a block of the text of the page that can be seen. @param {Node} node */
  const blockOf = (node) => {
    let element = node instanceof Element ? node : node.parentElement;
    // Who mends one thing after another goes through the list of them at their own pace.
    if (!element?.closest('body:not(.own) main') || !element.checkVisibility()) return null;
    while (element && (getComputedStyle(element).display.startsWith('inline') || isDot(element))) element = element.parentElement;
    return element;
  };

  /** Shows the passages that changed, where it can be told which. @param {Element[]} blocks */
  const show = (blocks) => {
    const inner = [...new Set(blocks)].filter((block) => !blocks.some((other) => other !== block && block.contains(other)));
    const [first] = inner;
    if (!first || inner.length > MEANT) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const isSeen = inner.some((block) => {
      const { top, bottom } = block.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    if (!isSeen) first.scrollIntoView({ block: 'center', behavior: isCalm ? 'instant' : 'smooth' });
    for (const block of inner) {
      const [mark, none] = ['rgb(255 196 0 / 35%)', 'rgb(255 196 0 / 0%)'];
      const steps = isCalm ? [mark, mark] : [mark, mark, none];
      block.animate(steps.map((color) => ({ boxShadow: `inset 0 0 0 100vmax ${color}` })), { duration: MARKED });
    }
  };

  /** Where a node stands, from the top of its document. @param {Node} node */
  const wayTo = (node) => {
    /** @type {number[]} */
    const way = [];
    for (let at = node; at.parentNode; at = at.parentNode) way.unshift([...at.parentNode.childNodes].indexOf(/** @type {ChildNode} */ (at)));
    return way;
  };

  /** What a reader has opened or closed. */
  const detailsOf = () => [...document.querySelectorAll('details')];

  /** Where a reader may have typed. @returns {HTMLInputElement[]} */
  const fieldsOf = () => [...document.querySelectorAll('input')].filter((field) => field.closest('main'));

  /** Loads the page again, and comes back to where it was. @param {Node[]} changed */
  const again = (changed) => {
    const ways = changed.slice(0, MEANT + 1).map(wayTo);
    const open = detailsOf().map((details) => details.open);
    const fields = fieldsOf();
    const typed = fields.map((field) => field.value);
    const focused = fields.findIndex((field) => field === document.activeElement);
    sessionStorage.setItem(KEPT, JSON.stringify({ at: location.pathname, x: scrollX, y: scrollY, ways, open, typed, focused }));
    location.reload();
  };

  /** @param {HTMLInputElement} field @param {string} words */
  const type = (field, words) => {
    if (field.value === words) return;
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  /** After the page was loaded again. */
  const comeBack = () => {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (!text) return;
    /** @type {{ at: string, x: number, y: number, ways: number[][], open: boolean[], typed: string[], focused: number }} */
    const { at, x, y, ways, open, typed, focused } = JSON.parse(text);
    if (at !== location.pathname) return;
    const nodes = ways.map((way) => way.reduce((/** @type {Node | undefined} */ node, at) => node?.childNodes[at], served));
    const shown = nodes.flatMap((node) => (node && live.get(node)) ?? []);
    addEventListener('load', () => requestAnimationFrame(() => {
      const [all, fields] = [detailsOf(), fieldsOf()];
      // Of others it cannot be told which was which.
      if (all.length === open.length) all.forEach((details, at) => (details.open = open[at] ?? false));
      if (fields.length === typed.length) fields.forEach((field, at) => type(field, typed[at] ?? ''));
      fields[focused]?.focus({ preventScroll: true });
      scrollTo({ left: x, top: y, behavior: 'instant' });
      show(shown.flatMap((node) => blockOf(node) ?? []));
    }));
  };

  /** The first element of the text that is in sight, to hold the page by. */
  const holdOf = () => {
    const elements = document.querySelectorAll('main *');
    return [...elements].find((element) => {
      const { top, height } = element.getBoundingClientRect();
      return top >= 0 && height > 0 && element.childElementCount === 0;
    });
  };

  /** Loads what is copied anew, keeping the old until the new is there. @param {boolean} styles @param {boolean} pictures */
  const freshen = (styles, pictures) => {
    const stamp = host.dataset.stamp ?? '';
    /** @param {string} address */
    const fresh = (address) => {
      if (!address) return address;
      const url = new URL(address);
      if (url.origin === location.origin) url.searchParams.set('at', stamp);
      return url.href;
    };
    for (const link of styles ? document.querySelectorAll('link') : []) {
      if (link.relList.contains('stylesheet')) link.href = fresh(link.href);
    }
    for (const image of pictures ? document.images : []) image.src = fresh(image.src);
  };

  /** Shows of each line that is longer than there is room for the words that are meant. @param {ParentNode} of */
  const reveal = (of) => {
    const long = [...of.querySelectorAll('pre')].filter((line) => line.scrollWidth > line.clientWidth);
    const ways = long.map((line) => {
      const [from, to] = [line.getBoundingClientRect(), (line.querySelector('mark') ?? line).getBoundingClientRect()];
      const way = to.left - from.left + line.scrollLeft;
      return way + to.width > from.width ? way - Math.max(0, (from.width - to.width) / 2) : 0;
    });
    long.forEach((line, at) => {
      // Who has no mouse comes to the rest of it.
      line.tabIndex = 0;
      line.scrollLeft = ways[at] ?? 0;
    });
  };

  /** What the preview says of the page. @param {HTMLElement} said */
  const say = (said) => {
    const template = said.querySelector('template');
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const text = (/** @type {ParentNode} */ of) => of.querySelector('ol')?.textContent ?? '';
    const wasClosed = root.querySelector('details')?.open === false;
    const before = text(root);
    const next = template ? document.importNode(template.content, true) : null;
    // Warnings are known a moment after what is shown: until then the words of before stand.
    const hasErrors = (/** @type {ParentNode} */ of) => of.querySelector('details.error') !== null;
    const isEarly = said.dataset.judged === 'no' && root.childElementCount > 0 && !hasErrors(root);
    if (next && !(isEarly && !hasErrors(next))) root.replaceChildren(next);
    const details = root.querySelector('details');
    if (details && wasClosed && text(root) === before) details.open = false;
    for (const [name, value] of Object.entries(said.dataset)) host.dataset[name] = value;
    arrange();
  };

  /** When the words about the age of the text were made. */
  let told = performance.now();
  const tick = () => {
    const age = host.shadowRoot?.querySelector('.age');
    if (!(age instanceof HTMLElement)) return;
    const { seconds = '0', now = '', minutes = '', hours = '' } = age.dataset;
    const passed = Number(seconds) + (performance.now() - told) / 1000;
    const [words, unit] = passed < 60 ? [now, 1] : passed < 3600 ? [minutes, 60] : [hours, 3600];
    age.textContent = words.replace('{n}', String(Math.floor(passed / unit)));
  };
  /** What is told of, here and on the page of all findings. */
  const lists = () => [host.shadowRoot, document.querySelector('body.own')].flatMap((list) => list ?? []);
  const arrange = () => {
    told = performance.now();
    tick();
    lists().forEach(reveal);
  };
  setInterval(tick, TICK);

  /** The page as it is served now. @returns {Promise<{ status: number, page: Document | null }>} */
  const ask = () => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('GET', location.pathname);
    request.responseType = 'document';
    request.onload = () => done({ status: request.status, page: request.responseXML });
    request.onerror = () => fail(new Error('no answer'));
    request.send();
  });

  let status = performance.getEntriesByType('navigation').map((entry) => Reflect.get(entry, 'responseStatus'))[0] ?? 200;

  /** Until no dialog stands before the page, which would go with it. */
  const untilFree = async () => {
    while (document.querySelector('dialog:modal')) await new Promise((done) => void setTimeout(done, SOON));
  };

  const refresh = async () => {
    await untilFree();
    const answer = await ask();
    const page = answer.page;
    const said = page?.querySelector(host.localName);
    if (!page || !(said instanceof HTMLElement)) return again([]);
    // What is wrong is known a moment later: until then the list of before stands, and the place in it.
    if (location.pathname === '/_recueil/findings' && said.dataset.judged === 'no') return undefined;
    /** @type {Trial} */
    const trial = { changed: [], isRefused: false };
    const { styles, scripts, assets, texts } = host.dataset;
    try {
      const loaded = [...document.scripts].some((script) => script.src && ![...served.scripts].some(({ src }) => src === script.src));
      change(served.documentElement, page.documentElement, trial);
      const isOther = answer.status !== status || scripts !== said.dataset.scripts;
      // What scripts have loaded is of the texts before.
      if (trial.isRefused || isOther || (loaded && texts !== said.dataset.texts)) throw new Elsewhere();
      // At its top the page is held by that: what comes there is to be seen.
      const hold = scrollY > 0 ? holdOf() : undefined;
      const top = hold?.getBoundingClientRect().top ?? 0;
      document.documentElement.style.overflowAnchor = 'none';
      change(served.documentElement, page.documentElement);
      served = page;
      const moved = hold?.isConnected ? hold.getBoundingClientRect().top - top : 0;
      // Even to scroll by nothing ends what is on its way to a passage.
      if (moved) scrollBy({ top: moved, behavior: 'instant' });
      document.documentElement.style.removeProperty('overflow-anchor');
    } catch {
      // Half a change is worse than to begin anew.
      return again(trial.changed);
    }
    const { styles: newStyles, assets: newAssets } = said.dataset;
    say(said);
    freshen(styles !== newStyles, assets !== newAssets);
    show(trial.changed.flatMap((node) => {
      const shown = live.get(node);
      return (shown && blockOf(shown)) ?? [];
    }));
    status = answer.status;
    return undefined;
  };

  /** One at a time, and once more if something changed meanwhile. @type {Promise<boolean> | null} */
  let working = null;
  let wanted = '';
  // Where the preview still runs there will be an answer.
  const followLater = () => setTimeout(() => void follow(wanted), PATIENCE);
  /** @param {string} stamp */
  const follow = async (stamp) => {
    wanted = stamp;
    while (!working && wanted !== host.dataset.stamp) {
      const asked = wanted;
      working = refresh().then(() => true, () => false);
      const isAnswered = await working;
      working = null;
      if (asked !== wanted) continue;
      if (!isAnswered) followLater();
      break;
    }
  };

  /** @param {boolean} isLost */
  const lost = (isLost) => host.shadowRoot?.querySelector('.lost')?.toggleAttribute('hidden', !isLost);

  // A page out of sight needs no connection, of which a browser has few.
  /** @type {EventSource | null} */
  let events = null;
  const listen = () => {
    events?.close();
    events = null;
    if (document.visibilityState === 'hidden') return;
    events = new EventSource('/_recueil/events');
    events.onopen = () => lost(false);
    events.onerror = () => lost(true);
    events.onmessage = ({ data }) => void follow(String(data));
  };
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => events?.close());
  addEventListener('pageshow', ({ persisted }) => persisted && listen());
  if (!host.shadowRoot) say(host);
  else arrange();
  lists().forEach((list) => list.addEventListener('toggle', () => reveal(list), true));
  comeBack();
  listen();
})();
