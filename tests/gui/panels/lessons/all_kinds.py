"""A lesson with a step of every kind, for tests; and a stage for it without a window."""

from dataclasses import replace

from engine.data.digits import load_digits
from engine.lessons.acts import parse_act
from engine.lessons.expressions.parse import parse
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind, Lesson, Option, Setup, Step, Wrong
from engine.lessons.player import Player
from engine.lessons.text import Text, text_of
from engine.training.config import TrainingConfig


def said(en: str, ja: str = "") -> Text:
    return text_of({"en": en, "ja": ja} if ja else {"en": en})


def acts(*texts: str) -> tuple:
    return tuple(map(parse_act, texts))


SAY = Step(Kind.SAY, text=said(
    "The loss is the **mean** over the minibatch: `L = Σ l / N`. Here `N = {= N :int}`.\n\n- one image in, ten numbers "
    "out\n- <b>no HTML</b>",
    "損失はミニバッチの**平均**です：`L = Σ l / N`。ここでは `N = {= N :int}`。"))
PREDICTION = Step(Kind.CHOICE, name="guess", predict=True, ask=said(
    "The same four images twice, as a minibatch of eight: what becomes of `dW2`?",
    "同じ 4 枚の画像を 2 回ずつ、8 枚のミニバッチにすると、`dW2` はどうなるでしょうか。"), options=(
    Option(said("It doubles.", "2 倍になる。"), said("It would, if `L` were a sum.", "`L` が和ならそうなります。")),
    Option(said("It stays the same, however long this answer is and however many lines it takes to say so.",
                "変わらない。この答えがどれほど長くても、何行になっても、最後まで読めるはずです。"),
           said("`L` is a mean.", "`L` は平均です。"))))
TASK = Step(Kind.DO, recall="guess", text=said("Now see.", "見てみましょう。"), ask=said(
    "Go on, operation by operation, until **Softmax+Loss backward**.",
    "演算をひとつずつ進めて、**Softmax+Loss の逆伝播**まで行ってください。"),
    done=parse("operation == 'Softmax+Loss backward'"), do_it=acts("step operation until Softmax+Loss backward"),
    highlight="step operation", after=said("`da2` is there now.", "`da2` が計算されました。"))
ALONE = replace(TASK, recall="")
CHOICE = Step(Kind.CHOICE, ask=said("Why is there no 4 in it?"), options=(
    Option(said("It was forgotten."), said("Nothing was forgotten: look at `N`.")),
    Option(said("`N = 4` divides it."), said("Yes: each of the four has its quarter."), parse("true"))),
    hints=(said("Look at the formula of the operation."), said("`(y − t)/N`")))
NUMBER = Step(Kind.NUMBER, ask=said("Work out `da2[0, 3]`.", "`da2[0, 3]` を計算してください。"),
              answer=parse("da2[0, 3]"), hints=(said("Where are y and t?"),),
              wrong=(Wrong(parse("given == answer * N"), said("You forgot to divide by `N`.")),))
CELL = Step(Kind.CELL, ask=said("Click the largest of `da2[0]`."), answer=parse("da2[0, argmax(da2[0, :])]"))
ORDER = Step(Kind.ORDER, ask=said("In which order are they computed?"), items=(
    said("`a1 = x·W1 + b1`", "まず `a1 = x·W1 + b1`"), said("`z1 = max(0, a1)`"),
    said("`a2 = z1·W2 + b2`, which is a longer line than others"),
    said("`y = softmax(a2)`")))
OBSERVE = Step(Kind.OBSERVE, ask=said("Look at the gradient of `W2`."), write=True,
               after=said("All columns but one are negative."))

STEPS = (SAY, PREDICTION, TASK, CHOICE, NUMBER, CELL, ORDER, OBSERVE)


def lesson(*steps: Step, **named: object) -> Lesson:
    return Lesson(**{
        "id": "all-kinds", "title": said("Why divide by N?", "なぜ N で割るのか"), "steps": steps or STEPS,
        "setup": Setup(TrainingConfig(batch_size=4, hidden_sizes=(8,), seed=1)), "book": "5.6.3", "minutes": 6,
        "number": 9, "about": said("What the loss of a minibatch is, and what its gradients are.",
                                   "ミニバッチの損失とその勾配。"),
        "goes_on": said("Section 5.7 puts all layers together.", "5.7 節では全部の層を組み立てます。"),
        "languages": ("en", "ja"), **named})


def stage() -> HeadlessStage:
    return HeadlessStage(lambda name: load_digits())


def player(*steps: Step, language: str = "en", **named: object) -> Player:
    found = Player(lesson(*steps, **named), stage(), language=language)
    found.begin()
    return found
