// A set transformer, state space models, a U-Net and distillation.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;
torch.manual_seed(0);
class MAB extends nn.Module {
  fc_q;
  fc_k;
  fc_v;
  fc_o;
  ln0: torch.nn.LayerNorm | null = null;
  ln1: torch.nn.LayerNorm | null = null;
  constructor(
    dim_Q: number,
    dim_K: number,
    readonly dim_V: number,
    readonly num_heads: number,
    ln = false,
  ) {
    super();
    this.fc_q = new nn.Linear(dim_Q, dim_V);
    this.fc_k = new nn.Linear(dim_K, dim_V);
    this.fc_v = new nn.Linear(dim_K, dim_V);
    if (ln) {
      this.ln0 = new nn.LayerNorm(dim_V);
      this.ln1 = new nn.LayerNorm(dim_V);
    }
    this.fc_o = new nn.Linear(dim_V, dim_V);
  }
  override forward(Q: torch.Tensor, K: torch.Tensor) {
    Q = this.fc_q(Q);
    const V = this.fc_v(K);
    K = this.fc_k(K);
    const dim_split = Math.floor(this.dim_V / this.num_heads);
    const Q_ = torch.cat(Q.split(dim_split, 2), 0),
      K_ = torch.cat(K.split(dim_split, 2), 0),
      V_ = torch.cat(V.split(dim_split, 2), 0);
    const A = torch.softmax(Q_.bmm(K_.transpose(1, 2)).div(Math.sqrt(this.dim_V)), 2);
    let O = torch.cat(Q_.add(A.bmm(V_)).split(Q.size(0), 0), 2);
    O = this.ln0 === null ? O : this.ln0(O);
    O = O.add(F.relu(this.fc_o(O)));
    return this.ln1 === null ? O : this.ln1(O);
  }
}
class ISAB extends nn.Module {
  I;
  mab0;
  mab1;
  constructor(dim_in: number, dim_out: number, num_heads: number, num_inds: number) {
    super();
    this.I = new nn.Parameter(torch.empty(1, num_inds, dim_out));
    nn.init.xavier_uniform_(this.I);
    this.mab0 = new MAB(dim_out, dim_in, dim_out, num_heads, true);
    this.mab1 = new MAB(dim_in, dim_out, dim_out, num_heads, true);
  }
  override forward(X: torch.Tensor) {
    const H = this.mab0(this.I.repeat(X.size(0), 1, 1), X);
    return this.mab1(X, H);
  }
}
class SetTransformer extends nn.Module {
  enc = new nn.Sequential(new ISAB(2, 8, 2, 3), new ISAB(8, 8, 2, 3));
  S = new nn.Parameter(torch.randn(1, 2, 8));
  pma = new MAB(8, 8, 8, 2);
  dec = new nn.Linear(8, 3);
  override forward(X: torch.Tensor) {
    return this.dec(this.pma(this.S.expand(X.size(0), -1, -1), this.enc(X)));
  }
}
const st = new SetTransformer(),
  sets = torch.randn(4, 6, 2);
const perm = torch.randperm(6);
console.log(torch.allclose(st(sets), st(sets.index(":", perm)), { atol: 1e-5 }), st(sets).sum().item());
const o1 = new optim.Adam(st.parameters(), { lr: 1e-2 });
for (let i = 0; i < 3; i++) {
  const l = st(sets).mean(1).logsumexp(-1).mean();
  o1.zero_grad();
  l.backward();
  o1.step();
  console.log(l.item());
}
// S4D by convolution and by recurrence
class S4DKernel extends nn.Module {
  log_dt;
  log_A_real;
  C;
  constructor(H: number, N: number) {
    super();
    this.log_dt = new nn.Parameter(
      torch
        .rand(H)
        .mul(Math.log(0.1) - Math.log(0.001))
        .add(Math.log(0.001)),
    );
    this.log_A_real = new nn.Parameter(
      torch
        .log(
          torch
            .arange(1, N + 1)
            .float()
            .mul(0.5),
        )
        .repeat(H, 1),
    );
    this.C = new nn.Parameter(torch.randn(H, N));
  }
  discretised() {
    const dtA = this.log_A_real.exp().neg().mul(this.log_dt.exp().unsqueeze(-1));
    return [dtA, this.C.mul(torch.expm1(dtA)).div(this.log_A_real.exp().neg())] as const;
  }
  override forward(L: number) {
    const [dtA, C] = this.discretised();
    return torch.einsum("hn,hnl->hl", C, torch.exp(dtA.unsqueeze(-1).mul(torch.arange(L))));
  }
  recurrent(u: torch.Tensor) {
    const [dtA, C] = this.discretised(),
      A = dtA.exp();
    let s = torch.zeros(u.size(0), ...this.C.shape);
    const ys: torch.Tensor[] = [];
    for (const ut of u.unbind(-1)) {
      s = s.mul(A).add(ut.unsqueeze(-1));
      ys.push(s.mul(C).sum(-1));
    }
    return torch.stack(ys, -1);
  }
}
const s4 = new S4DKernel(3, 4),
  u = torch.randn(2, 3, 10);
const k = s4(10);
const conv = F.conv1d(F.pad(u, [9, 0]), k.flip([-1]).unsqueeze(1), { groups: 3 });
console.log(torch.allclose(conv, s4.recurrent(u), { atol: 1e-4 }), conv.sum().item());
conv.pow(2).mean().backward();
console.log(s4.C.grad!.norm().item(), s4.log_dt.grad!.tolist());
// Mamba
class MambaBlock extends nn.Module {
  in_proj;
  conv1d;
  x_proj;
  dt_proj;
  A_log;
  D;
  out_proj;
  constructor(
    d_model: number,
    readonly d_inner: number,
    readonly n: number,
    readonly dt_rank: number,
  ) {
    super();
    this.in_proj = new nn.Linear(d_model, d_inner * 2, { bias: false });
    this.conv1d = new nn.Conv1d({
      in_channels: d_inner,
      out_channels: d_inner,
      bias: true,
      kernel_size: 3,
      groups: d_inner,
      padding: 2,
    });
    this.x_proj = new nn.Linear(d_inner, dt_rank + n * 2, { bias: false });
    this.dt_proj = new nn.Linear(dt_rank, d_inner, { bias: true });
    const A = torch
      .arange(1, n + 1, { dtype: torch.float32 })
      .unsqueeze(0)
      .repeat(d_inner, 1);
    this.A_log = new nn.Parameter(torch.log(A));
    this.D = new nn.Parameter(torch.ones(d_inner));
    this.out_proj = new nn.Linear(d_inner, d_model, { bias: false });
  }
  override forward(x: torch.Tensor) {
    const [b, l] = x.shape as [number, number, number];
    let [xs, res] = this.in_proj(x).split([this.d_inner, this.d_inner], { dim: -1 });
    xs = this.conv1d(xs!.transpose(1, 2)).index(":", ":", `:${l}`).transpose(1, 2);
    xs = F.silu(xs);
    const y = this.ssm(xs).mul(F.silu(res!));
    return this.out_proj(y);
  }
  ssm(x: torch.Tensor) {
    const A = torch.exp(this.A_log.float()).neg(),
      D = this.D.float();
    const x_dbl = this.x_proj(x);
    let [delta, B, C] = x_dbl.split([this.dt_rank, this.n, this.n], { dim: -1 });
    delta = F.softplus(this.dt_proj(delta!));
    const deltaA = torch.exp(torch.einsum("bld,dn->bldn", delta, A)),
      deltaB_u = torch.einsum("bld,bln,bld->bldn", delta, B!, x);
    let h = torch.zeros([x.size(0), this.d_inner, this.n]);
    const ys: torch.Tensor[] = [];
    for (let i = 0; i < x.size(1); i++) {
      h = deltaA.index(":", i).mul(h).add(deltaB_u.index(":", i));
      ys.push(torch.einsum("bdn,bn->bd", h, C!.index(":", i, ":")));
    }
    return torch.stack(ys, { dim: 1 }).add(x.mul(D));
  }
}
const mamba = new MambaBlock(4, 6, 3, 2),
  seq = torch.randn(2, 7, 4),
  o2 = new optim.AdamW(mamba.parameters(), { lr: 1e-2 });
for (let i = 0; i < 3; i++) {
  const l = F.mse_loss(mamba(seq).index(":", ":-1"), seq.index(":", "1:"));
  o2.zero_grad();
  l.backward();
  o2.step();
  console.log(i, l.item(), mamba.A_log.grad!.norm().item());
}
// U-Net segmentation
const double_conv = (i: number, o: number) =>
  new nn.Sequential(
    new nn.Conv2d(i, o, 3, { padding: 1, bias: false }),
    new nn.BatchNorm2d(o),
    new nn.ReLU({ inplace: true }),
    new nn.Conv2d(o, o, 3, { padding: 1 }),
    new nn.ReLU({ inplace: true }),
  );
class UNet extends nn.Module {
  inc = double_conv(1, 4);
  down1 = new nn.Sequential(new nn.MaxPool2d(2), double_conv(4, 8));
  up = new nn.ConvTranspose2d(8, 4, { kernel_size: 2, stride: 2 });
  conv = double_conv(8, 4);
  upb = new nn.Upsample({ scale_factor: 2, mode: "bilinear", align_corners: true });
  outc = new nn.Conv2d(4, 2, 1);
  override forward(x: torch.Tensor) {
    const x1 = this.inc(x),
      x2 = this.down1(x1);
    let x3 = this.up(x2);
    const diffY = x1.size()[2]! - x3.size()[2]!,
      diffX = x1.size()[3]! - x3.size()[3]!;
    x3 = F.pad(x3, [
      Math.floor(diffX / 2),
      diffX - Math.floor(diffX / 2),
      Math.floor(diffY / 2),
      diffY - Math.floor(diffY / 2),
    ]);
    return this.outc(this.conv(torch.cat([x1, x3], { dim: 1 })));
  }
}
function dice_loss(input: torch.Tensor, target: torch.Tensor, eps = 1e-6) {
  const inter = input
    .mul(target)
    .sum({ dim: [-1, -2] })
    .mul(2);
  let sets_sum = input.sum({ dim: [-1, -2] }).add(target.sum({ dim: [-1, -2] }));
  sets_sum = torch.where(sets_sum.eq(0), inter, sets_sum);
  return torch.sub(1, inter.add(eps).div(sets_sum.add(eps)).mean());
}
const unet = new UNet(),
  o3 = new optim.RMSprop(unet.parameters(), { lr: 1e-3, weight_decay: 1e-8, momentum: 0.9 }),
  sched = new optim.lr_scheduler.ReduceLROnPlateau(o3, "max", { patience: 0 });
const imgs = torch.rand(2, 1, 9, 9),
  masks = imgs.squeeze(1).gt(0.5).long();
for (let i = 0; i < 3; i++) {
  const pred = unet(imgs);
  const dice = dice_loss(F.softmax(pred, { dim: 1 }).float(), F.one_hot(masks, 2).permute(0, 3, 1, 2).float());
  const loss = F.cross_entropy(pred, masks).add(dice);
  o3.zero_grad({ set_to_none: true });
  loss.backward();
  nn.utils.clip_grad_value_(unet.parameters(), 0.1);
  o3.step();
  sched.step(1 - dice.item());
  console.log(i, loss.item(), dice.item(), o3.param_groups[0]!.lr);
}
// knowledge distillation
const teacher = new nn.Sequential(new nn.Linear(4, 16), new nn.ReLU(), new nn.Linear(16, 3)),
  student = new nn.Linear(4, 3),
  T = 2,
  o4 = new optim.Adam(student.parameters(), { lr: 0.05 });
teacher.eval();
student.train();
const xs = torch.randn(12, 4),
  ys = torch.randint(0, 3, [12]);
for (let i = 0; i < 4; i++) {
  o4.zero_grad();
  const teacher_logits = torch.no_grad(() => teacher(xs));
  const student_logits = student(xs);
  const soft_targets = F.softmax(teacher_logits.div(T), { dim: -1 }),
    soft_prob = F.log_softmax(student_logits.div(T), { dim: -1 });
  const soft_targets_loss = torch
    .sum(soft_targets.mul(soft_targets.log().sub(soft_prob)))
    .div(soft_prob.size()[0]!)
    .mul(T ** 2);
  const loss = soft_targets_loss.mul(0.25).add(F.cross_entropy(student_logits, ys).mul(0.75));
  loss.backward();
  o4.step();
  console.log(i, loss.item(), soft_targets_loss.item());
}
