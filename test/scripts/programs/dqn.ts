// DQN with a target network, after the tutorial "Reinforcement Learning (DQN)".
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(2);
class DQN extends nn.Module {
  layer1;
  layer2;
  layer3;
  constructor(n_observations: number, n_actions: number) {
    super();
    this.layer1 = new nn.Linear(n_observations, 16);
    this.layer2 = new nn.Linear(16, 16);
    this.layer3 = new nn.Linear(16, n_actions);
  }
  override forward(x: torch.Tensor) {
    x = F.relu(this.layer1(x));
    x = F.relu(this.layer2(x));
    return this.layer3(x);
  }
}
interface Transition {
  state: torch.Tensor;
  action: torch.Tensor;
  next_state: torch.Tensor | null;
  reward: torch.Tensor;
}
const BATCH_SIZE = 8,
  GAMMA = 0.99,
  TAU = 0.05;
const policy_net = new DQN(3, 2),
  target_net = new DQN(3, 2);
target_net.load_state_dict(policy_net.state_dict());
const optimizer = new optim.AdamW(policy_net.parameters(), { lr: 1e-2, amsgrad: true });
const memory: Transition[] = [];
function optimize_model() {
  if (memory.length < BATCH_SIZE) return;
  const order = torch.randperm(memory.length).index(`:${BATCH_SIZE}`).tolist() as number[];
  const batch = order.map((i) => memory[i]!);
  const non_final_mask = torch.tensor(
    batch.map((t) => t.next_state !== null),
    { dtype: torch.bool },
  );
  const non_final_next_states = torch.cat(batch.flatMap((t) => (t.next_state === null ? [] : [t.next_state])));
  const state_batch = torch.cat(batch.map((t) => t.state)),
    action_batch = torch.cat(batch.map((t) => t.action)),
    reward_batch = torch.cat(batch.map((t) => t.reward));
  const state_action_values = policy_net(state_batch).gather(1, action_batch);
  const next_state_values = torch.zeros(BATCH_SIZE);
  torch.no_grad(() => {
    next_state_values.index_put_([non_final_mask], target_net(non_final_next_states).max(1).values);
  });
  const expected_state_action_values = next_state_values.mul(GAMMA).add(reward_batch);
  const criterion = new nn.SmoothL1Loss();
  const loss = criterion(state_action_values, expected_state_action_values.unsqueeze(1));
  optimizer.zero_grad();
  loss.backward();
  torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100);
  optimizer.step();
  console.log(loss.item(), policy_net.layer1.weight.grad!.norm().item(), state_action_values.mean().item());
}
let state = torch.randn(1, 3);
for (let t = 0; t < 16; t++) {
  const action =
    torch.rand(1).item() > 0.3
      ? torch.no_grad(() => policy_net(state).max(1).indices.view(1, 1))
      : torch.tensor([[torch.randint(2, [1]).item()]], { dtype: torch.long });
  const next = t % 5 === 4 ? null : torch.randn(1, 3);
  memory.push({ state, action, next_state: next, reward: torch.tensor([Math.sin(t)]) });
  state = next ?? torch.randn(1, 3);
  optimize_model();
  const target_net_state_dict = target_net.state_dict(),
    policy_net_state_dict = policy_net.state_dict();
  for (const key in policy_net_state_dict)
    target_net_state_dict[key] = policy_net_state_dict[key]!.mul(TAU).add(target_net_state_dict[key]!.mul(1 - TAU));
  target_net.load_state_dict(target_net_state_dict);
}
console.log(target_net(state).tolist());
