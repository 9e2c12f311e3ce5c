import type { RefObject, VNode } from "preact";
import type { Store } from "../store.js";
import { IconButton, type IconButtonProps, SearchField } from "../ui/controls.js";
import type { GraphModel } from "./graphModel.js";

export interface ToolbarProps {
  readonly store: Store;
  readonly model: GraphModel;
  readonly focusGraph: RefObject<() => void>;
  readonly focusSearch: RefObject<() => void>;
}

export function Toolbar({ store, model, focusGraph, focusSearch }: ToolbarProps): VNode {
  const state = store.state.value;
  const pass = state?.pass ?? 0;
  const total = state?.run?.state.passesTotal ?? 0;
  const query = model.query.value;
  const matches = model.matches.value;
  const hasModules = (model.scene.value?.graph.tree.boxes.length ?? 0) > 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") model.selectMatch(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      model.setQuery("");
      focusGraph.current();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="toolbar" role="toolbar" aria-label="Graph">
      <SearchField
        label="Search names, ops, lines"
        value={query}
        onInput={model.setQuery}
        onKeyDown={onKeyDown}
        onReady={(focus) => (focusSearch.current = focus)}
        result={query.trim() === "" ? "" : countText(matches, model.selectedNode.value)}
      />
      <span class="group">
        <IconButton icon="screen-full" label="Fit (f)" onClick={model.fit} />
        <IconButton icon="zoom-out" label="Zoom out (−)" onClick={() => model.zoom(0.8)} />
        <IconButton icon="zoom-in" label="Zoom in (+)" onClick={() => model.zoom(1.25)} />
        {hasModules && <IconButton {...modulesButton(model)} />}
      </span>
      <span class="group passes">
        <IconButton
          icon="triangle-left"
          label="Previous pass ([)"
          isDisabled={pass <= 0}
          onClick={() => store.stepPass(-1)}
        />
        <span class="pass-number">
          pass {pass + 1}/{total}
        </span>
        <IconButton
          icon="triangle-right"
          label="Next pass (])"
          isDisabled={pass >= total - 1}
          onClick={() => store.stepPass(1)}
        />
      </span>
    </div>
  );
}

function modulesButton(model: GraphModel): IconButtonProps {
  const hasClosed = model.scene.value?.items.some(({ kind }) => kind === "closed") === true;
  return hasClosed
    ? { icon: "expand-all", label: "Open all modules (m)", onClick: model.toggleAll }
    : { icon: "collapse-all", label: "Close all modules (m)", onClick: model.toggleAll };
}

function countText(matches: readonly number[], selected: number): string {
  if (matches.length === 0) return "nothing found";
  const at = matches.indexOf(selected);
  return at < 0 ? `${matches.length} found` : `${at + 1} of ${matches.length}`;
}
