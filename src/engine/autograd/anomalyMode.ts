/** `torch.autograd.anomaly_mode`: the names that `torch.autograd` itself has as well. */
export { detect_anomaly, set_detect_anomaly } from "./anomaly.js";
