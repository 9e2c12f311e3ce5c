// REINFORCE, actor-critic and PPO on small environments, after PyTorch's examples and Spinning Up.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
const { Categorical, Normal } = torch.distributions;
torch.manual_seed(543);
class Env {
  state = torch.zeros(4);
  t = 0;
  reset() {
    this.state = torch.tensor([0.01, -0.02, 0.03, 0.04]);
    this.t = 0;
    return this.state;
  }
  step(action: number): [torch.Tensor, number, boolean] {
    const force = action === 1 ? 1 : -1;
    const [x, v, a, w] = this.state.tolist() as [number, number, number, number];
    this.state = torch.tensor([x + 0.1 * v, v + 0.1 * force, a + 0.1 * w, w - 0.2 * force + 0.3 * a]);
    this.t++;
    const done = Math.abs(a) > 0.3 || this.t >= 12;
    return [this.state, 1, done];
  }
}
class Policy extends nn.Module {
  affine1 = new nn.Linear(4, 16);
  dropout = new nn.Dropout({ p: 0.6 });
  affine2 = new nn.Linear(16, 2);
  saved_log_probs: torch.Tensor[] = [];
  rewards: number[] = [];
  override forward(x: torch.Tensor) {
    x = this.affine1(x);
    x = this.dropout(x);
    x = F.relu(x);
    const action_scores = this.affine2(x);
    return F.softmax(action_scores, { dim: 1 });
  }
}
const env = new Env();
const policy = new Policy();
const optimizer = new optim.Adam(policy.parameters(), { lr: 1e-2 });
const eps = torch.finfo(torch.float32).eps;
function select_action(state: torch.Tensor) {
  const probs = policy(state.float().unsqueeze(0));
  const m = new Categorical(probs);
  const action = m.sample();
  policy.saved_log_probs.push(m.log_prob(action));
  return action.item();
}
function finish_episode() {
  let R = 0;
  const returns: number[] = [];
  for (const r of [...policy.rewards].reverse()) {
    R = r + 0.99 * R;
    returns.unshift(R);
  }
  let rets = torch.tensor(returns);
  rets = rets.sub(rets.mean()).div(rets.std().add(eps));
  const policy_loss = policy.saved_log_probs.map((log_prob, i) => log_prob.neg().mul(rets.index(i)));
  optimizer.zero_grad();
  const loss = torch.cat(policy_loss).sum();
  loss.backward();
  optimizer.step();
  policy.rewards.length = 0;
  policy.saved_log_probs.length = 0;
  return loss.item();
}
for (let i = 0; i < 4; i++) {
  let state = env.reset(),
    ep_reward = 0;
  for (let t = 1; t < 20; t++) {
    const action = select_action(state);
    const [next, reward, done] = env.step(action);
    state = next;
    policy.rewards.push(reward);
    ep_reward += reward;
    if (done) break;
  }
  console.log(i, ep_reward, finish_episode());
}
// actor critic
class ActorCritic extends nn.Module {
  affine1 = new nn.Linear(4, 16);
  action_head = new nn.Linear(16, 2);
  value_head = new nn.Linear(16, 1);
  override forward(x: torch.Tensor): [torch.Tensor, torch.Tensor] {
    x = F.relu(this.affine1(x));
    return [F.softmax(this.action_head(x), { dim: -1 }), this.value_head(x)];
  }
}
const ac = new ActorCritic();
const ac_opt = new optim.Adam(ac.parameters(), { lr: 3e-2 });
for (let i = 0; i < 3; i++) {
  let state = env.reset();
  const saved: { log_prob: torch.Tensor; value: torch.Tensor }[] = [],
    rewards: number[] = [];
  for (let t = 0; t < 15; t++) {
    const [probs, value] = ac(state);
    const m = new Categorical(probs);
    const action = m.sample();
    saved.push({ log_prob: m.log_prob(action), value });
    const [next, reward, done] = env.step(action.item());
    state = next;
    rewards.push(reward);
    if (done) break;
  }
  let R = 0;
  const returns: number[] = [];
  for (let k = rewards.length - 1; k >= 0; k--) {
    R = rewards[k]! + 0.99 * R;
    returns.unshift(R);
  }
  const rt = torch.tensor(returns);
  const normed = rt.sub(rt.mean()).div(rt.std().add(eps));
  const policy_losses: torch.Tensor[] = [],
    value_losses: torch.Tensor[] = [];
  saved.forEach(({ log_prob, value }, k) => {
    const R = normed.index(k);
    const advantage = R.item() - value.item();
    policy_losses.push(log_prob.neg().mul(advantage));
    value_losses.push(F.smooth_l1_loss(value, torch.tensor([R.item()])));
  });
  ac_opt.zero_grad();
  const loss = torch.stack(policy_losses).sum().add(torch.stack(value_losses).sum());
  loss.backward();
  ac_opt.step();
  console.log(i, loss.item(), ac.value_head.weight.grad!.norm().item());
}
// PPO with a Gaussian policy
class GaussianActor extends nn.Module {
  mu = new nn.Sequential(new nn.Linear(3, 8), new nn.Tanh(), new nn.Linear(8, 2));
  log_std = new nn.Parameter(torch.full([2], -0.5));
  v = new nn.Sequential(new nn.Linear(3, 8), new nn.Tanh(), new nn.Linear(8, 1));
  dist(obs: torch.Tensor) {
    return new Normal(this.mu(obs), this.log_std.exp());
  }
}
const actor = new GaussianActor();
for (const m of actor.modules())
  if (m instanceof nn.Linear) {
    nn.init.orthogonal_(m.weight, { gain: Math.sqrt(2) });
    nn.init.constant_(m.bias!, 0);
  }
const obs = torch.randn(20, 3);
const [act, logp_old] = torch.no_grad(() => {
  const pi = actor.dist(obs);
  const a = pi.sample();
  return [a, pi.log_prob(a).sum({ dim: -1 })];
});
const ret = act.sub(obs.index(":", ":2")).pow(2).sum(-1).neg();
const adv = torch.no_grad(() => {
  const a = ret.sub(actor.v(obs).squeeze(-1));
  return a.sub(a.mean()).div(a.std().add(1e-8));
});
const ppo = new optim.Adam(actor.parameters(), { lr: 3e-3, eps: 1e-5 });
for (let i = 0; i < 5; i++) {
  const pi = actor.dist(obs);
  const logp = pi.log_prob(act).sum(-1);
  const ratio = torch.exp(logp.sub(logp_old));
  const clip_adv = torch.clamp(ratio, 1 - 0.2, 1 + 0.2).mul(adv);
  const loss_pi = torch.min(ratio.mul(adv), clip_adv).mean().neg();
  const approx_kl = logp_old.sub(logp).mean().item();
  const ent = pi.entropy().mean();
  const clipped = ratio.gt(1.2).logical_or(ratio.lt(0.8));
  const clipfrac = clipped.to(torch.float32).mean().item();
  const loss_v = actor.v(obs).squeeze(-1).sub(ret).pow(2).mean();
  const loss = loss_pi.add(loss_v.mul(0.5)).sub(ent.mul(0.01));
  ppo.zero_grad();
  loss.backward();
  const norm = nn.utils.clip_grad_norm_(actor.parameters(), 0.5);
  ppo.step();
  console.log(i, loss_pi.item(), approx_kl, ent.item(), clipfrac, loss_v.item(), norm.item());
}
