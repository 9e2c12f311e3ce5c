import "../../media/graph.css";
import { render } from "preact";
import { listenForPassKeys } from "../passKeys.js";
import { createStore } from "../store.js";
import { watchTheme } from "../ui/theme.js";
import { openVsCode } from "../vsCode.js";
import { createGraphMemory } from "./graphMemory.js";
import { createGraphModel } from "./graphModel.js";
import { GraphPanel } from "./graphPanel.js";

const { port, keeper } = openVsCode();
const store = createStore(port);
const model = createGraphModel(store, watchTheme(), createGraphMemory(keeper));
listenForPassKeys(store);
render(<GraphPanel store={store} model={model} />, document.getElementById("root")!);
