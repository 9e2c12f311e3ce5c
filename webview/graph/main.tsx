import "../../media/graph.css";
import { render } from "preact";
import { listenForPassKeys } from "../passKeys.js";
import { openPort } from "../port.js";
import { createStore } from "../store.js";
import { watchTheme } from "../ui/theme.js";
import { createGraphModel } from "./graphModel.js";
import { GraphPanel } from "./graphPanel.js";

const store = createStore(openPort());
listenForPassKeys(store);
render(<GraphPanel store={store} model={createGraphModel(store, watchTheme())} />, document.getElementById("root")!);
