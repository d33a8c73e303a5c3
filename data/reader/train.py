"""Trains the last four layers of the cross-encoder to tell the sentence that answers a question. See README.md beside this file.

    pip install torch onnx tokenizers numpy brotli
    export DATELINE_RERANKER=ms-marco-MiniLM-L-12-v2
    npm run eval -- --everyday --cases cases.jsonl
    npm run eval -- ../shared/bench/news ../shared/bench/articles-2023 --cases cases.jsonl
    python3 data/reader/train.py --base data/models/ms-marco-MiniLM-L-12-v2 --bench ../shared/bench --cases cases.jsonl

writes changes.br here, and prints the SHA-256 of the changed weights, for src/embed/model-catalog.ts. One pass takes 25 minutes on two cores.
"""

import argparse
import gzip
import hashlib
import json
import math
import random
import re
from collections import defaultdict
from pathlib import Path

import brotli
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from tokenizers import Tokenizer

HERE = Path(__file__).parent
TRAINED_FROM = 8  # layers 8 to 11 of 12; those below, and the embeddings, stay as they are
DROPOUT = 0.1
RATE = 6e-5
GROUPS_A_STEP = 12
MAX_TOKENS = 220
BELOW_TITLE = 0.5  # share of the questions whose sentences are read below their titles, as the bot reads the best ones
YES_NO = 0.5  # weight of "does this sentence answer at all", beside the choice among the sentences of one question
PUT_ASIDE = {15}  # batches of questions.jsonl that are for measuring only


# --- The model, as it is in the file: int8 matrices with one scale each ------------------------------------------------------------


class Linear(torch.nn.Module):
    """x·W + b. While training, W is rounded to its int8 grid in each step, so that what is learned survives in the file."""

    def __init__(self, tensors, matrix, bias, trained):
        super().__init__()
        assert float(tensors[matrix + "_zero_point"]) == 0
        self.matrix, self.bias_name, self.trained = matrix, bias, trained
        self.scale = float(tensors[matrix + "_scale"])
        weight = torch.from_numpy(tensors[matrix + "_quantized"].astype(np.float32)) * self.scale
        self.weight = torch.nn.Parameter(weight, requires_grad=trained)
        self.bias = torch.nn.Parameter(torch.from_numpy(tensors[bias].copy()), requires_grad=trained)

    def rounded(self):
        return torch.clamp(torch.round(self.weight / self.scale), -128, 127)

    def forward(self, x):
        weight = self.weight
        if self.trained:
            weight = weight + (self.rounded() * self.scale - weight).detach()
        return x @ weight + self.bias

    def tensors(self):
        yield self.matrix + "_quantized", self.rounded()
        yield self.bias_name, self.bias


class Norm(torch.nn.Module):
    def __init__(self, tensors, name, trained):
        super().__init__()
        self.name = name
        self.gain = torch.nn.Parameter(torch.from_numpy(tensors[name + ".weight"].copy()), requires_grad=trained)
        self.shift = torch.nn.Parameter(torch.from_numpy(tensors[name + ".bias"].copy()), requires_grad=trained)

    def forward(self, x):
        return F.layer_norm(x, (x.shape[-1],), self.gain, self.shift, 1e-12)

    def tensors(self):
        yield self.name + ".weight", self.gain
        yield self.name + ".bias", self.shift


class Layer(torch.nn.Module):
    def __init__(self, tensors, matrices, number, trained):
        super().__init__()
        name, node = f"bert.encoder.layer.{number}.", f"/bert/encoder/layer.{number}/"

        def linear(part):
            matrix = next(value for key, value in matrices.items() if key.startswith(node + part))
            return Linear(tensors, matrix, name + part.replace("/", ".") + ".bias", trained)

        self.query, self.key, self.value = (linear(f"attention/self/{part}") for part in ("query", "key", "value"))
        self.attended = linear("attention/output/dense")
        self.norm = Norm(tensors, name + "attention.output.LayerNorm", trained)
        self.wide, self.narrow = linear("intermediate/dense"), linear("output/dense")
        self.last_norm = Norm(tensors, name + "output.LayerNorm", trained)

    def forward(self, x, mask):
        """x: [texts, tokens, 384]; mask: [texts, 1, 1, tokens], true where there is a token."""
        texts, tokens, width = x.shape
        heads = lambda y: y.view(texts, tokens, 12, width // 12).transpose(1, 2)
        drop = lambda y: F.dropout(y, DROPOUT, self.training)
        seen = F.scaled_dot_product_attention(
            heads(self.query(x)),
            heads(self.key(x)),
            heads(self.value(x)),
            attn_mask=mask,
            dropout_p=DROPOUT if self.training else 0.0,
        )
        x = self.norm(x + drop(self.attended(seen.transpose(1, 2).reshape(texts, tokens, width))))
        return self.last_norm(x + drop(self.narrow(F.gelu(self.wide(x)))))


class Reader(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        self.file = onnx.load(path)
        tensors = {one.name: numpy_helper.to_array(one) for one in self.file.graph.initializer}
        matrices = {
            node.output[0].split("_MatMul_output")[0]: node.input[1].removesuffix("_quantized")
            for node in self.file.graph.node
            if node.op_type == "MatMulInteger"
        }
        self.embeddings = {}
        for part in ("word", "token_type", "position"):
            name = f"bert.embeddings.{part}_embeddings.weight"
            steps = tensors[name + "_quantized"].astype(np.float32) - float(tensors[name + "_zero_point"])
            self.embeddings[part] = torch.from_numpy(steps) * float(tensors[name + "_scale"])
        self.norm = Norm(tensors, "bert.embeddings.LayerNorm", False)
        self.layers = torch.nn.ModuleList(
            Layer(tensors, matrices, number, number >= TRAINED_FROM) for number in range(12)
        )
        pooler = next(value for key, value in matrices.items() if key.startswith("/bert/pooler"))
        self.pooler = Linear(tensors, pooler, "bert.pooler.dense.bias", True)
        self.head = Linear(tensors, "classifier.weight", "classifier.bias", True)

    def lower(self, ids, types, mask):
        """What does not change in training: token ids → states before the first trained layer."""
        x = self.embeddings["word"][ids] + self.embeddings["token_type"][types]
        x = self.norm(x + self.embeddings["position"][: ids.shape[1]])
        for layer in self.layers[:TRAINED_FROM]:
            x = layer(x, mask[:, None, None, :])
        return x

    def upper(self, x, mask):
        """States → one logit per text."""
        for layer in self.layers[TRAINED_FROM:]:
            x = layer(x, mask[:, None, None, :])
        return self.head(torch.tanh(self.pooler(x[:, 0]))).squeeze(-1)

    def changed(self):
        """Every tensor of the file that was trained, by name."""
        for part in self.modules():
            if isinstance(part, (Linear, Norm)) and next(part.parameters()).requires_grad:
                yield from part.tensors()


# --- What it is trained on ---------------------------------------------------------------------------------------------------------


def example(question, answers, others, keep=None):
    """One question with texts that answer and texts that do not; `keep`: logits of the base model that `others` shall keep."""
    return {"question": question, "texts": answers + others, "answers": len(answers), "keep": keep}


COMMON = set(
    "the a an of in on at to for and or is are was were be been do does did what when who where why how many much which that this "
    "it its with from by as has have had will would can any about after not no so you know anyone whats".split()
)


def words(text):
    return [word for word in re.findall(r"[a-z0-9]{2,}", text.lower()) if word not in COMMON]


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def with_title(document, text):
    """What the bot reads of a passage: the title and a text, or the text alone if the article begins with its title."""
    title = document.get("title") or ""
    bare = title.removesuffix("…")
    return text if document["text"].startswith(bare) else f"{title}. {text}"


def holds(text, answer):
    return re.sub(r"\W+", " ", answer.lower()).strip() in re.sub(r"\W+", " ", text.lower())


class Neighbours:
    """Sentences of a whole corpus, found by the rare words of a question: what another article says about the same matter."""

    def __init__(self, corpus):
        self.corpus = corpus
        self.sentences = [
            (name, flat(found.group(0)))
            for name, document in corpus.items()
            for found in re.finditer(r'[^\n]+?(?:[.!?…]["”]?(?=\s|$)|$)', document["text"])
            if 40 < len(found.group(0)) < 400
        ]
        self.places = defaultdict(list)
        for place, (_, text) in enumerate(self.sentences):
            for word in set(words(text)):
                self.places[word].append(place)

    def near(self, question, doc, answers, count):
        scores = defaultdict(float)
        for word in set(words(question)):
            places = self.places.get(word, ())
            if len(places) < len(self.sentences) / 30:
                for place in places:
                    scores[place] += math.log(len(self.sentences) / len(places))
        found = []
        for place in sorted(scores, key=scores.get, reverse=True)[:40]:
            other, text = self.sentences[place]
            if other != doc and not any(holds(text, answer) for answer in answers):
                found.append((self.corpus[other], text))
        return found[:count]


def typed_questions(bench):
    """Examples from questions.jsonl: the sentences that answer, others of the article, and sentences of other articles."""
    rows = [json.loads(line) for line in open(HERE / "questions.jsonl")]
    for name in ("news", "articles-2023"):
        documents = [json.loads(line) for line in gzip.open(bench / name / "corpus.jsonl.gz", "rt")]
        corpus = {one["id"]: one for one in documents}
        neighbours = Neighbours(corpus)
        for row in rows:
            if row["set"] == name and row["batch"] not in PUT_ASIDE:
                document = corpus[row["article"]]
                sentences = [flat(document["text"][start:end]) for start, end in row["sentences"]]
                for asked in row["questions"]:
                    yield typed_example(asked, sentences, document, neighbours)
        yield from topics(documents)


def typed_example(asked, sentences, document, neighbours):
    question = asked["question"] if asked["question"].endswith("?") else asked["question"] + "?"
    says = set(asked["says"])
    may_answer = says | set(asked["also"])
    unsure = lambda at: at in may_answer or any(holds(sentences[at], one) for one in asked["answer"])
    answers, others = [], []
    for at, sentence in enumerate(sentences):
        after = at + 1 < len(sentences)
        if at in says:
            answers.append(sentence)
            chance = random.random()
            if chance < 0.3 and after:
                answers.append(f"{sentence} {sentences[at + 1]}")
            elif chance < 0.6 and at > 0:
                answers.append(f"{sentences[at - 1]} {sentence}")
        elif not unsure(at) and len(sentence) > 15:
            both = random.random() < 0.25 and after and not unsure(at + 1)
            others.append(f"{sentence} {sentences[at + 1]}" if both else sentence)
    rare = set(words(question))
    others.sort(key=lambda one: -len(rare & set(words(one))) / (1 + 0.003 * len(one)))
    near, rest = (4, 3) if answers else (3, 2), others[5:]
    random.shuffle(rest)
    own = lambda texts: [(document, text) for text in texts]
    chosen = own(others[: near[0]] + rest[:1]) + neighbours.near(question, document["id"], asked["answer"], near[1])
    read = with_title if random.random() < BELOW_TITLE else lambda _, text: text
    right = own(random.sample(answers, min(2, len(answers))))
    return example(question, [read(*one) for one in right], [read(*one) for one in chosen])


def topics(documents):
    """Topics have no question mark; there the model shall go on telling what a text is about. The logits are filled in later."""
    titled = [one for one in documents if one.get("title") and len(one["text"]) > 600]
    for one in random.sample(titled, min(260, len(titled))):
        title = [word for word in re.findall(r"[\w’'-]{3,}", one["title"]) if word.lower() not in COMMON]
        if len(title) < 2:
            continue
        length = random.choice([1, 2, 2, 3, 3, 4])
        start = random.randrange(max(1, len(title) - length + 1))
        topic = " ".join(title[start : start + length])
        text, middle = one["text"], random.randrange(max(1, len(one["text"]) - 400))
        texts = [text[: random.choice([150, 300, 500])], text[middle : middle + 300], random.choice(titled)["text"][:250]]
        yield example(topic.lower() if random.random() < 0.3 else topic, [], [flat(text) for text in texts], "base")


def found_by_dateline(path):
    """Examples from `dateline eval --cases`: the sentences that the bot weighs, and passages whose logits are to stay."""
    for line in open(path):
        case = json.loads(line)
        form = "titled" if random.random() < BELOW_TITLE else "text"
        answers = [one[form] for one in case["spans"] if one["answers"]]
        others = []
        for one in sorted(case["spans"], key=lambda one: -one["logit"]):
            if one["answers"] is False and not any(one[form] in other or other in one[form] for other in others):
                others.append(one[form])
        if case["isAnswerable"] == bool(answers) and (answers or random.random() < 0.5):
            yield example(case["question"], random.sample(answers, min(2, len(answers))), others[: 8 if answers else 4])
        passages = random.sample(case["passages"], min(2, len(case["passages"])))
        if passages:
            yield example(case["question"], [], [one["text"] for one in passages], [one["logit"] for one in passages])


# --- Training ----------------------------------------------------------------------------------------------------------------------


def lower_states(reader, examples, tokenizer):
    """States below the trained layers of every text, worked out once: float16, [tokens, 384] each."""
    pairs = [(one["question"], text) for one in examples for text in one["texts"]]
    encoded = tokenizer.encode_batch(pairs)
    states = [None] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda at: len(encoded[at].ids))
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        ids, types, mask = (torch.zeros(len(batch), len(encoded[batch[-1]].ids), dtype=torch.long) for _ in range(3))
        for row, at in enumerate(batch):
            length = len(encoded[at].ids)
            ids[row, :length] = torch.tensor(encoded[at].ids)
            types[row, :length] = torch.tensor(encoded[at].type_ids)
            mask[row, :length] = 1
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            x = reader.lower(ids, types, mask.bool()).half()
        for row, at in enumerate(batch):
            states[at] = x[row, : len(encoded[at].ids)].clone()
    return states


def logits_of(reader, states):
    longest = max(len(one) for one in states)
    x, mask = torch.zeros(len(states), longest, 384), torch.zeros(len(states), longest, dtype=torch.bool)
    for row, one in enumerate(states):
        x[row, : len(one)], mask[row, : len(one)] = one.float(), True
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return reader.upper(x, mask).float()


def loss_of(one, logits, calibration):
    """Choice among the texts of one question, and yes or no for each; or the distance from the logits that are to be kept."""
    if one["keep"] is not None:
        return 0.5 * F.smooth_l1_loss(logits, torch.tensor(one["keep"]))
    answers = one["answers"]
    right = torch.zeros(len(logits))
    right[:answers] = 1
    sure = logits * calibration[0] + calibration[1]
    loss = YES_NO / 4 * F.binary_cross_entropy_with_logits(sure, right, reduction="sum")
    if 0 < answers < len(logits):
        loss = loss + torch.logsumexp(logits, 0) - torch.logsumexp(logits[:answers], 0)
    return loss


def train(reader, examples, tokenizer):
    reader.eval()
    states = lower_states(reader, examples, tokenizer)
    starts = np.cumsum([0] + [len(one["texts"]) for one in examples])
    own = lambda at: states[starts[at] : starts[at + 1]]
    with torch.no_grad():
        for at, one in enumerate(examples):
            if one["keep"] == "base":
                one["keep"] = logits_of(reader, own(at)).tolist()
    calibration = torch.nn.Parameter(torch.tensor([0.4, -1.0]))
    trained = [one for one in reader.parameters() if one.requires_grad]
    groups = [{"params": trained, "weight_decay": 0.01}, {"params": [calibration], "lr": 0.01, "weight_decay": 0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    order = random.sample(range(len(examples)), len(examples))
    longest = [max(len(one) for one in own(at)) for at in range(len(examples))]
    batches = []
    for start in range(0, len(order), GROUPS_A_STEP * 16):  # texts of like length together, to pad little
        part = sorted(order[start : start + GROUPS_A_STEP * 16], key=lambda at: longest[at])
        batches += [part[at : at + GROUPS_A_STEP] for at in range(0, len(part), GROUPS_A_STEP)]
    random.shuffle(batches)
    reader.train()
    for step, batch in enumerate(batches, 1):
        warm, cool = step / (0.06 * len(batches)), 1 - step / len(batches)
        optimizer.param_groups[0]["lr"] = RATE * min(1, warm) * cool
        logits = logits_of(reader, [state for at in batch for state in own(at)])
        parts = logits.split([len(examples[at]["texts"]) for at in batch])
        loss = sum(loss_of(examples[at], part, calibration) for at, part in zip(batch, parts)) / len(batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step} of {len(batches)}: loss {loss.item():.3f}", flush=True)


def write_changes(reader, base):
    """Puts each trained tensor where it is in the base file, and writes the difference of the bytes, modulo 256."""
    before = base.read_bytes()
    after = bytearray(before)
    changed = dict(reader.changed())
    for tensor in onnx.load_from_string(before).graph.initializer:
        if tensor.name in changed:
            whole = tensor.SerializeToString()
            start = before.index(whole) + whole.index(tensor.raw_data)
            old = numpy_helper.to_array(tensor)
            new = changed[tensor.name].detach().numpy().astype(old.dtype).reshape(old.shape)
            after[start : start + len(tensor.raw_data)] = new.tobytes()
    difference = np.frombuffer(bytes(after), np.uint8) - np.frombuffer(before, np.uint8)
    (HERE / "changes.br").write_bytes(brotli.compress(difference.tobytes(), quality=9, lgwin=24))
    print("SHA-256 of the changed weights:", hashlib.sha256(after).hexdigest())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True, help="folder of ms-marco-MiniLM-L-12-v2")
    parser.add_argument("--bench", type=Path, required=True, help="folder of news and articles-2023")
    parser.add_argument("--cases", type=Path, required=True, help="file written by dateline eval --cases")
    parser.add_argument("--go-on", type=Path, help="changed weights to go on from, instead of the base")
    parser.add_argument("--limit", type=int, help="take so many examples only, to see that it works")
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    weights = options.base / "onnx" / "model_quantized.onnx"
    reader = Reader(options.go_on or weights)
    examples = [*typed_questions(options.bench), *found_by_dateline(options.cases)]
    examples = [one for one in examples if one["texts"]]
    train(reader, random.sample(examples, options.limit or len(examples)), tokenizer)
    write_changes(reader, weights)


main()
