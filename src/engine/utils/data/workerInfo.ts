/**
 * Which worker loads the data: null, as the script itself does.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.get_worker_info
 */
export function get_worker_info(): null {
  return null;
}
