// A Bi-LSTM with a CRF, after the tutorial "Making Dynamic Decisions", and a hidden Markov model.
import * as torch from "gradlens";
const { nn, optim } = torch;
torch.manual_seed(1);
function argmax(vec: torch.Tensor) {
  const [, idx] = torch.max(vec, 1);
  return idx.item();
}
function log_sum_exp(vec: torch.Tensor) {
  const max_score = vec.index(0, argmax(vec));
  const max_score_broadcast = max_score.view(1, -1).expand(1, vec.size()[1]!);
  return max_score.add(torch.log(torch.sum(torch.exp(vec.sub(max_score_broadcast)))));
}
const START_TAG = "<START>",
  STOP_TAG = "<STOP>";
type TagSet = Record<string, number>;
class BiLSTM_CRF extends nn.Module {
  word_embeds;
  lstm;
  hidden2tag;
  transitions;
  hidden: [torch.Tensor, torch.Tensor];
  tagset_size: number;
  constructor(
    vocab_size: number,
    readonly tag_to_ix: TagSet,
    readonly embedding_dim: number,
    readonly hidden_dim: number,
  ) {
    super();
    this.tagset_size = Object.keys(tag_to_ix).length;
    this.word_embeds = new nn.Embedding(vocab_size, embedding_dim);
    this.lstm = new nn.LSTM(embedding_dim, Math.floor(hidden_dim / 2), { num_layers: 1, bidirectional: true });
    this.hidden2tag = new nn.Linear(hidden_dim, this.tagset_size);
    this.transitions = new nn.Parameter(torch.randn(this.tagset_size, this.tagset_size));
    this.transitions.data.index_put_([tag_to_ix[START_TAG]!, ":"], -10000);
    this.transitions.data.index_put_([":", tag_to_ix[STOP_TAG]!], -10000);
    this.hidden = this.init_hidden();
  }
  init_hidden(): [torch.Tensor, torch.Tensor] {
    return [torch.randn(2, 1, Math.floor(this.hidden_dim / 2)), torch.randn(2, 1, Math.floor(this.hidden_dim / 2))];
  }
  _forward_alg(feats: torch.Tensor) {
    const init_alphas = torch.full([1, this.tagset_size], -10000.0);
    init_alphas.index(0).index_put_([this.tag_to_ix[START_TAG]!], 0);
    let forward_var = init_alphas;
    for (const feat of feats) {
      const alphas_t: torch.Tensor[] = [];
      for (let next_tag = 0; next_tag < this.tagset_size; next_tag++) {
        const emit_score = feat.index(next_tag).view(1, -1).expand(1, this.tagset_size);
        const trans_score = this.transitions.index(next_tag).view(1, -1);
        const next_tag_var = forward_var.add(trans_score).add(emit_score);
        alphas_t.push(log_sum_exp(next_tag_var).view(1));
      }
      forward_var = torch.cat(alphas_t).view(1, -1);
    }
    const terminal_var = forward_var.add(this.transitions.index(this.tag_to_ix[STOP_TAG]!));
    return log_sum_exp(terminal_var);
  }
  _get_lstm_features(sentence: torch.Tensor) {
    this.hidden = this.init_hidden();
    const embeds = this.word_embeds(sentence).view(sentence.size(0), 1, -1);
    const [lstm_out, hidden] = this.lstm(embeds, this.hidden);
    this.hidden = hidden;
    return this.hidden2tag(lstm_out.view(sentence.size(0), this.hidden_dim));
  }
  _score_sentence(feats: torch.Tensor, tags: torch.Tensor) {
    let score = torch.zeros(1);
    tags = torch.cat([torch.tensor([this.tag_to_ix[START_TAG]!], { dtype: torch.long }), tags]);
    [...feats].forEach((feat, i) => {
      score = score.add(this.transitions.index(tags.index(i + 1), tags.index(i))).add(feat.index(tags.index(i + 1)));
    });
    return score.add(this.transitions.index(this.tag_to_ix[STOP_TAG]!, tags.index(-1)));
  }
  _viterbi_decode(feats: torch.Tensor): [torch.Tensor, number[]] {
    const backpointers: number[][] = [];
    const init_vvars = torch.full([1, this.tagset_size], -10000);
    init_vvars.index_put_([0, this.tag_to_ix[START_TAG]!], 0);
    let forward_var = init_vvars.to(this.transitions.dtype);
    for (const feat of feats) {
      const bptrs_t: number[] = [],
        viterbivars_t: torch.Tensor[] = [];
      for (let next_tag = 0; next_tag < this.tagset_size; next_tag++) {
        const next_tag_var = forward_var.add(this.transitions.index(next_tag));
        const best_tag_id = argmax(next_tag_var);
        bptrs_t.push(best_tag_id);
        viterbivars_t.push(next_tag_var.index(0, best_tag_id).view(1));
      }
      forward_var = torch.cat(viterbivars_t).add(feat).view(1, -1);
      backpointers.push(bptrs_t);
    }
    const terminal_var = forward_var.add(this.transitions.index(this.tag_to_ix[STOP_TAG]!));
    let best_tag_id = argmax(terminal_var);
    const path_score = terminal_var.index(0).index(best_tag_id);
    const best_path = [best_tag_id];
    for (const bptrs_t of backpointers.reverse()) {
      best_tag_id = bptrs_t[best_tag_id]!;
      best_path.push(best_tag_id);
    }
    best_path.pop();
    return [path_score, best_path.reverse()];
  }
  neg_log_likelihood(sentence: torch.Tensor, tags: torch.Tensor) {
    const feats = this._get_lstm_features(sentence);
    return this._forward_alg(feats).sub(this._score_sentence(feats, tags));
  }
  override forward(sentence: torch.Tensor) {
    return this._viterbi_decode(this._get_lstm_features(sentence));
  }
}
const training_data = [
  [
    "the wall street journal reported today that apple corporation made money".split(" "),
    "B I I I O O O B I O O".split(" "),
  ],
  ["georgia tech is a university in georgia".split(" "), "B I O O O O B".split(" ")],
] as const;
const word_to_ix = new Map<string, number>();
for (const [sentence] of training_data)
  for (const word of sentence) if (!word_to_ix.has(word)) word_to_ix.set(word, word_to_ix.size);
const tag_to_ix: TagSet = { B: 0, I: 1, O: 2, [START_TAG]: 3, [STOP_TAG]: 4 };
const prepare = (seq: readonly string[]) =>
  torch.tensor(
    seq.map((w) => word_to_ix.get(w)!),
    { dtype: torch.long },
  );
const model = new BiLSTM_CRF(word_to_ix.size, tag_to_ix, 5, 4);
const optimizer = new optim.SGD(model.parameters(), { lr: 0.01, weight_decay: 1e-4 });
torch.no_grad(() => {
  const [s, path] = model(prepare(training_data[0][0]));
  console.log(s.item(), path);
});
for (let epoch = 0; epoch < 4; epoch++) {
  for (const [sentence, tags] of training_data) {
    model.zero_grad();
    const targets = torch.tensor(
      tags.map((t) => tag_to_ix[t]!),
      { dtype: torch.long },
    );
    const loss = model.neg_log_likelihood(prepare(sentence), targets);
    loss.backward();
    optimizer.step();
    console.log(epoch, loss.tolist(), model.transitions.grad!.norm().item());
  }
}
// HMM
class HMM extends nn.Module {
  transition = new nn.Parameter(torch.randn(3, 3));
  emission = new nn.Parameter(torch.randn(3, 4));
  priors = new nn.Parameter(torch.randn(3));
  override forward(x: torch.Tensor, T: torch.Tensor) {
    const [batch_size, T_max] = x.shape as [number, number];
    const log_state_priors = torch.log_softmax(this.priors, { dim: 0 });
    const log_alpha = torch.zeros(batch_size, T_max, 3);
    const emit = torch.log_softmax(this.emission, 1);
    const steps: torch.Tensor[] = [emit.index(":", x.index(":", 0)).transpose(0, 1).add(log_state_priors)];
    for (let t = 1; t < T_max; t++)
      steps.push(
        emit
          .index(":", x.index(":", t))
          .t()
          .add(torch.logsumexp(steps[t - 1]!.unsqueeze(2).add(torch.log_softmax(this.transition, 1)), 1)),
      );
    const log_sums = torch.stack(steps, 1).add(log_alpha).logsumexp({ dim: 2 });
    return torch.gather(log_sums, 1, T.view(-1, 1).sub(1));
  }
}
const hmm = new HMM();
const opt = new optim.Adam(hmm.parameters(), { lr: 0.05 });
const xs = torch.randint(4, [6, 5]),
  T = torch.tensor([5, 4, 3, 5, 2, 5], { dtype: torch.long });
for (let i = 0; i < 5; i++) {
  const l = hmm(xs, T).mean().neg();
  l.backward();
  opt.step();
  opt.zero_grad();
  console.log("hmm", l.item());
}
