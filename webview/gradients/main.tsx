import "../../media/gradients.css";
import { render } from "preact";
import { listenForPassKeys } from "../passKeys.js";
import { createStore } from "../store.js";
import { watchTheme } from "../ui/theme.js";
import { openVsCode } from "../vsCode.js";
import { GradientsView } from "./gradientsView.js";
import { createListMemories } from "./listMemory.js";
import { createLossCurve } from "./lossCurve.js";
import { createNormCurves } from "./normCurves.js";

const { port, keeper } = openVsCode();
const store = createStore(port);
const memoryOf = createListMemories(keeper);
listenForPassKeys(store);
render(
  <GradientsView
    store={store}
    curve={createLossCurve(store)}
    norms={createNormCurves(store)}
    theme={watchTheme()}
    memoryOf={memoryOf}
  />,
  document.getElementById("root")!,
);
