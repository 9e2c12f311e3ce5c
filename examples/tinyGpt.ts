// A tiny GPT: it reads a sentence letter by letter and learns which letter comes next.
// Each letter looks back at those before it (attention), and no letter sees what comes after it.
//
// Run this file with GradLens (F1, "GradLens: Run File"), then look at
// - `weights` under the mouse: the attention. Above the diagonal it is 0, since softmax
//   gives nothing to -Infinity, and no gradient goes there either;
// - `letters` and `places`: of the embeddings only the rows that were looked up get a
//   gradient, and a letter that stands in the text more often gets the sum of its gradients;
// - the graph: x + attention(x) and x + think(x) are two ways around the layers, so the
//   gradient reaches the embeddings without passing through all of them;
// - the loss curve: above 2.6 as long as all 14 letters are about equally likely, then down.
import * as torch from "gradlens";
const { nn, optim } = torch;
const F = nn.functional;

torch.manual_seed(0);

const text = "the cat sat on the mat and the dog sat on the log. ";
const alphabet = [...new Set(text)].sort();
const numbers = torch.tensor(
  [...text].map((letter) => alphabet.indexOf(letter)),
  { dtype: torch.long },
);
const context = 12; // How many letters it sees at once
const width = 16; // How many numbers stand for a letter

class Attention extends nn.Module {
  query = new nn.Linear(width, width, { bias: false });
  key = new nn.Linear(width, width, { bias: false });
  value = new nn.Linear(width, width, { bias: false });

  override forward(x: torch.Tensor) {
    const time = x.size(1);
    // How well each letter's query fits the key of each other letter: [batch, time, time]
    const scores = this.query(x).matmul(this.key(x).transpose(1, 2)).div(Math.sqrt(width));
    const future = torch.ones(time, time, { dtype: torch.bool }).triu(1);
    const weights = F.softmax(scores.masked_fill(future, -Infinity), { dim: -1 });
    return weights.matmul(this.value(x));
  }
}

class TinyGpt extends nn.Module {
  letters = new nn.Embedding(alphabet.length, width);
  places = new nn.Embedding(context, width);
  norm1 = new nn.LayerNorm(width);
  attention = new Attention();
  norm2 = new nn.LayerNorm(width);
  think = new nn.Sequential(new nn.Linear(width, 4 * width), new nn.GELU(), new nn.Linear(4 * width, width));
  head = new nn.Linear(width, alphabet.length);

  override forward(text: torch.Tensor) {
    let x = this.letters(text).add(this.places(torch.arange(text.size(1)))); // [batch, time, width]
    x = x.add(this.attention(this.norm1(x)));
    x = x.add(this.think(this.norm2(x)));
    return this.head(x); // A score for each letter of the alphabet
  }
}

const model = new TinyGpt();
const optimizer = new optim.AdamW(model.parameters(), { lr: 0.01, weight_decay: 0.01 });

for (let step = 1; step <= 150; step++) {
  // Four pieces of the text; the targets are the same pieces, one letter later.
  const starts = torch.randint(text.length - context, [4]).tolist() as number[];
  const inputs = torch.stack(starts.map((start) => numbers.narrow(0, start, context)));
  const targets = torch.stack(starts.map((start) => numbers.narrow(0, start + 1, context)));

  const scores = model(inputs);
  const loss = F.cross_entropy(scores.flatten(0, 1), targets.flatten());
  optimizer.zero_grad();
  loss.backward();
  optimizer.step();
  if (step % 50 === 0) console.log(`Step ${step}, loss: ${loss.item().toFixed(4)}`);
}

// Writing: the most likely letter, again and again
let written = "the ";
torch.no_grad(() => {
  for (let i = 0; i < 47; i++) {
    const seen = [...written].slice(-context).map((letter) => alphabet.indexOf(letter));
    const scores = model(torch.tensor([seen], { dtype: torch.long }));
    written += alphabet[scores.select(1, -1).argmax().item()];
  }
});
console.log(written);
