import "../../media/gradients.css";
import { render } from "preact";
import { listenForPassKeys } from "../passKeys.js";
import { openPort } from "../port.js";
import { createStore } from "../store.js";
import { watchTheme } from "../ui/theme.js";
import { GradientsView } from "./gradientsView.js";
import { createLossCurve } from "./lossCurve.js";

const store = createStore(openPort());
listenForPassKeys(store);
render(
  <GradientsView store={store} curve={createLossCurve(store)} theme={watchTheme()} />,
  document.getElementById("root")!,
);
