import * as schedulers from "./optim/lrScheduler/api.js";
import { SWALR } from "./optim/swaUtils/api.js";
import { printingAs } from "./printingAs.js";
import * as data from "./utils/data/api.js";

const { TensorDataset, StackDataset, ConcatDataset, ChainDataset, Subset, DataLoader } = data;
const { SequentialSampler, RandomSampler, SubsetRandomSampler, WeightedRandomSampler, BatchSampler } = data;

/**
 * The classes that have no form of their own in print, under their places in PyTorch: what they hold may be a whole data set.
 * Python adds the address.
 */
const places: Readonly<Record<string, Readonly<Record<string, { readonly prototype: object }>>>> = {
  "torch.utils.data.dataset": { TensorDataset, StackDataset, ConcatDataset, ChainDataset, Subset },
  "torch.utils.data.sampler": {
    SequentialSampler,
    RandomSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
    BatchSampler,
  },
  "torch.utils.data.dataloader": { DataLoader },
  "torch.optim.lr_scheduler": schedulers,
  "torch.optim.swa_utils": { SWALR },
};

/** Has the objects of these classes, and of those that derive from them, print as `<torch.optim.lr_scheduler.StepLR object>`. */
export function givePrintedForms(): void {
  for (const [place, classes] of Object.entries(places)) {
    for (const [name, Class] of Object.entries(classes)) {
      printingAs(Class.prototype, function () {
        return `<${this.constructor === Class ? `${place}.${name}` : this.constructor.name} object>`;
      });
    }
  }
}
