import { arrangeTable } from "./arrange-table.js";
import { autoReload } from "./auto-reload.js";
import { conditionalFetch } from "./conditional-fetch.js";
import { rawUserName } from "./offer-download.js";
import { isNoFilter, NO_FILTER } from "./filter.js";
import { filterBar, listenToTiles } from "./filter-bar.js";
import { findBox } from "./find-box.js";
import { addFoldButton } from "./fold.js";
import { watchFreshness } from "./freshness.js";
import { fetchMoreRows } from "./more-rows.js";
import { readNewerPage } from "./newer-page.js";
import { tellPaper, unfoldForPaper } from "./print.js";
import { pruneAll, type PruneCommands } from "./prune-command.js";
import { showAgo } from "./relative-time.js";
import { addReadOut } from "./read-out.js";
import { nowSeconds } from "./server-clock.js";
import { rowCount, showCount, toHeading } from "./row-count.js";
import { sessionDialog } from "./session-dialog.js";
import { addSortButtons, sortState, type Sort, type SortState } from "./sort.js";
import { swapMain, swapTitleAndIcons } from "./swap-main.js";
import { readTables, type TableView } from "./table-view.js";
import { pruneCommand, text } from "./texts.js";
import { themeButton } from "./theme.js";
import { keepOnWall } from "./wall.js";
import { makeSelectionBar, type Everything } from "./selection-bar.js";

const AGO_PERIOD_MS = 5000;
const FRESHNESS_PERIOD_MS = 30_000;

/** Everything that scripts add to a page, which is complete without them. */
function start(main: HTMLElement, tools: HTMLElement, scriptUrl: string): void {
  const keptSorts = new Map<string, Sort>();
  const unfolded = new Set<string>();
  const dialog = sessionDialog();
  // A site for others shows no command of its host.
  const selectionBar = pruneCommand() === "" ? undefined : makeSelectionBar(main);
  const filterPlace = main.querySelector<HTMLElement>("#filters");
  const filters = filterPlace === null ? undefined : filterBar(filterPlace, main, showSoon);
  let tables: readonly { readonly view: TableView; readonly sort: SortState }[] = [];
  let isShowing = false;
  const searched = new WeakSet<TableView>();

  function enhance(): void {
    tables = readTables(main).map((view) => ({ view, sort: sortState(view.table, keptSorts, view.key) }));
    const views = tables.map(({ view }) => view);
    selectionBar?.renew(views);
    for (const { view, sort } of tables) {
      addSortButtons(view.table, sort, show);
      for (const group of view.groups) {
        if (view.isHistory) addFoldButton(group, toggleFold);
        for (const row of group.rows) if (row.id !== "") dialog.addButton(row);
      }
    }
    addReadOut(main);
    filters?.renew(views);
    show();
    dialog.renew(views.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows)));
  }

  /** The row that a link points to may be folded. */
  function showTarget(): void {
    const id = location.hash.slice(1);
    const groups = tables.flatMap(({ view }) => (view.isHistory ? view.groups : []));
    const group = groups.find(({ rows }) => rows.some((row) => row.id === id));
    const row = group?.rows.find((each) => each.id === id);
    if (group === undefined || row === undefined) return;
    unfolded.add(group.key);
    row.tr.closest("details")?.setAttribute("open", "");
    show();
    row.tr.scrollIntoView({ block: "center" });
  }

  function toggleFold(key: string): void {
    if (!unfolded.delete(key)) unfolded.add(key);
    show();
  }

  /** A key press is painted before the tables follow; several before that are one. */
  function showSoon(): void {
    if (isShowing) return;
    isShowing = true;
    requestAnimationFrame(() => {
      isShowing = false;
      show();
    });
  }

  /** Updates the tables for the filter, the sorts and the folds. */
  function show(): void {
    const filter = filters?.filter() ?? NO_FILTER;
    for (const one of tables) {
      if (one.view.isFiltered && (!isNoFilter(filter) || one.sort.get() !== undefined)) void loadMoreRows(one.view);
    }
    const shown = tables.map(({ view, sort }) => ({
      view,
      rows: arrangeTable(view, { filter, sort: sort.get(), unfolded }),
    }));
    const filtered = shown.filter(({ view }) => view.isFiltered);
    for (const { view, rows } of filtered) showCount(view, rows.length, isNoFilter(filter));
    filters?.report(
      filtered.map(({ view, rows }) => ({ name: toHeading(view), shown: rows.length, all: rowCount(view) })),
    );
    selectionBar?.show(
      shown.filter(({ view }) => view.isHistory).flatMap(({ rows }) => rows),
      everything(),
    );
  }

  /** Loads the rows of a list's other pages, once per table. */
  async function loadMoreRows(view: TableView): Promise<void> {
    if (searched.has(view)) return;
    searched.add(view);
    try {
      const more = await fetchMoreRows(view);
      if (more === undefined || !tables.some((one) => one.view === view)) return;
      for (const row of more) dialog.addButton(row);
      view.more = more;
      show();
    } catch {
      // The results are then those of this page, and the number beside the heading says of how many rows.
    }
  }

  /** What could be deleted besides the rows of this page. */
  function everything(): Everything | undefined {
    const filter = filters?.filter() ?? NO_FILTER;
    const pageUser = main.dataset["user"];
    const user = pageUser === undefined ? rawUserName(main, filter.slug) : decodeURIComponent(pageUser);
    if (filter.user !== "" && user === undefined) return undefined;
    const server = filter.server || undefined;
    const commands = (backup: string): PruneCommands | undefined => pruneAll(pruneCommand(), { user, server }, backup);
    const names = [user, server].filter((name) => name !== undefined).join(", ");
    const label = names === "" ? text("everything") : text("everythingOf", { names });
    return { label, commands };
  }

  function onPage(html: string): boolean {
    const newer = readNewerPage(html, scriptUrl);
    if (newer === undefined) return false;
    if (!newer.hasSameScript) {
      location.reload();
      return true;
    }
    swapMain(main, newer.main, () => {
      enhance();
      showAgo(main, nowSeconds());
    });
    swapTitleAndIcons(newer.document);
    void freshness.check();
    return true;
  }

  const freshness = watchFreshness(main);
  unfoldForPaper(main);
  tellPaper(main, freshness);
  // From `file://` a page cannot be fetched.
  if (location.protocol !== "file:") tools.append(autoReload(conditionalFetch(location.pathname), onPage));
  tools.append(themeButton());
  enhance();
  showTarget();
  addEventListener("hashchange", showTarget);
  const followAddress = (): void => {
    filters?.readAddress();
    show();
  };
  window.addEventListener("popstate", followAddress);
  listenToTiles(main, followAddress);
  const whileVisible = (act: () => void) => (): void => {
    if (!document.hidden) act();
  };
  // The server's clock is known after the first check: before, an age could contradict the banner.
  let isClockKnown = false;
  const tellAgo = whileVisible(() => {
    if (isClockKnown) showAgo(main, nowSeconds());
  });
  const checkFreshness = whileVisible(
    () =>
      void freshness.check().then(() => {
        isClockKnown = true;
        tellAgo();
      }),
  );
  setInterval(tellAgo, AGO_PERIOD_MS);
  setInterval(checkFreshness, FRESHNESS_PERIOD_MS);
  document.addEventListener("visibilitychange", checkFreshness);
  checkFreshness();
}

const main = document.querySelector("main");
const tools = document.querySelector<HTMLElement>("#tools");
const script = document.currentScript;
const find = document.querySelector<HTMLAnchorElement>("#find");
if (script instanceof HTMLScriptElement) {
  // A site without an index of its history has no link to it.
  if (find?.hasAttribute("href")) findBox(find, script.src);
  if (main?.dataset["wall"] !== undefined) keepOnWall(main, script.src);
  if (main !== null && tools !== null) start(main, tools, script.src);
}
