/**
 * `torch.utils.data`: datasets, samplers and the loader that makes batches of them; and readers of data files, which PyTorch has not.
 * https://docs.pytorch.org/docs/stable/data.html
 */
export { Dataset, IterableDataset, type DatasetLike } from "./dataset.js";
export { TensorDataset } from "./tensorDataset.js";
export { StackDataset } from "./stackDataset.js";
export { ChainDataset, ConcatDataset } from "./concatDataset.js";
export { Subset } from "./subset.js";
export { random_split, type RandomSplitOptions } from "./randomSplit.js";
export { Sampler, SequentialSampler } from "./sampler.js";
export { RandomSampler, SubsetRandomSampler, WeightedRandomSampler } from "./randomSamplers.js";
export { BatchSampler } from "./batchSampler.js";
export { default_collate, default_convert, type Collated } from "./collate.js";
export { DataLoader } from "./dataLoader.js";
export type { DataLoaderOptions } from "./loaderOptions.js";
export { get_worker_info } from "./workerInfo.js";
export * from "../../files/readers.js";
