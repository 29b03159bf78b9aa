<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About {name}</source>
        <translation>{name}について</translation>
    </message>
    <message>
        <source>Copy &amp;versions</source>
        <translation>バージョンをコピー(&amp;V)</translation>
    </message>
    <message>
        <source>Copy the versions of all parts, to go with a report of a problem</source>
        <translation>問題を報告するときに添えられるよう、すべての部品のバージョンをコピーします</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>See, step by step and number by number, how a neural network learns by backpropagation. The network and its training are those of section 5.7.4 of “Deep Learning from Scratch” by Koki Saitoh.</source>
        <translation>ニューラルネットワークが誤差逆伝播法で学習する様子を、一歩ずつ、数値の1つ1つまで見ることができます。ネットワークと学習方法は、斎藤康毅『ゼロから作るDeep Learning』5.7.4節のものです。</translation>
    </message>
    <message>
        <source>{name} is free software under the MIT licence; its terms are in the file LICENSE.</source>
        <translation>{name}はMITライセンスのフリーソフトウェアです。条文はLICENSEファイルにあります。</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>使用しているソフトウェア</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>フォント</translation>
    </message>
    <message>
        <source>Letters from Noto Sans, Noto Sans Mono, Noto Sans Math, Noto Sans Symbols (Google) and Noto Sans CJK (Adobe), under the SIL Open Font License 1.1; its terms are in the file resources/fonts/OFL.txt.</source>
        <translation>文字はNoto Sans、Noto Sans Mono、Noto Sans Math、Noto Sans Symbols（Google）とNoto Sans CJK（Adobe）によります。ライセンスはSIL Open Font License 1.1で、条文はresources/fonts/OFL.txtにあります。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Built-in digits: Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository, CC BY 4.0.</source>
        <translation>内蔵の数字：Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository, CC BY 4.0.</translation>
    </message>
    <message>
        <source>MNIST: Y. LeCun, C. Cortes and C. J. C. Burges.</source>
        <translation>MNIST：Y. LeCun, C. Cortes and C. J. C. Burges.</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>バージョン {version}</translation>
    </message>
</context>
<context>
    <name>AccuracyPlot</name>
    <message>
        <source>Accuracy by epoch</source>
        <translation>エポックごとの認識精度</translation>
    </message>
    <message>
        <source>Accuracy over all training and test data, after each epoch.</source>
        <translation>各エポックの後に、すべての訓練データとテストデータで測った認識精度です。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>epochs</translation>
    </message>
    <message>
        <source>acc</source>
        <translation>acc</translation>
    </message>
    <message>
        <source>{name}: test acc {accuracy}, epoch {epoch}</source>
        <translation>{name}：test acc {accuracy}、エポック {epoch}</translation>
    </message>
    <message>
        <source>epoch {epoch}, iteration {iteration}</source>
        <translation>エポック {epoch}、イテレーション {iteration}</translation>
    </message>
    <message>
        <source>train acc {accuracy}</source>
        <translation>train acc {accuracy}</translation>
    </message>
    <message>
        <source>test acc {accuracy}</source>
        <translation>test acc {accuracy}</translation>
    </message>
    <message>
        <source>val acc {accuracy}</source>
        <translation>val acc {accuracy}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>▶ Run</source>
        <translation>▶ 実行</translation>
    </message>
    <message>
        <source>Train on, until paused or to the end</source>
        <translation>一時停止するか最後に達するまで学習を続けます</translation>
    </message>
    <message>
        <source>→ Step iteration</source>
        <translation>→ 1イテレーション</translation>
    </message>
    <message>
        <source>One iteration: draw a minibatch, forward, backward, update</source>
        <translation>イテレーションを1回進めます：ミニバッチの抽出、順伝播、逆伝播、更新</translation>
    </message>
    <message>
        <source>↓ Step operation</source>
        <translation>↓ 1演算</translation>
    </message>
    <message>
        <source>The next operation of the iteration, and no more</source>
        <translation>イテレーションの中の演算を1つだけ進めます</translation>
    </message>
    <message>
        <source>↑ Back one operation</source>
        <translation>↑ 1演算戻る</translation>
    </message>
    <message>
        <source>Take the last operation back, exactly</source>
        <translation>直前の演算を1つ、正確に元へ戻します</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← 戻る</translation>
    </message>
    <message>
        <source>One iteration back, exactly</source>
        <translation>1イテレーション前へ正確に戻ります</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Start anew with the values of the Experiment panel</source>
        <translation>実験パネルの値で最初からやり直します</translation>
    </message>
    <message>
        <source>Run these in turn…</source>
        <translation>順に学習…</translation>
    </message>
    <message>
        <source>Train several runs that differ in one setting, one after the other</source>
        <translation>設定が1つだけ違う学習を、いくつか順に行います</translation>
    </message>
    <message>
        <source>Go to iteration…</source>
        <translation>イテレーションへ移動…</translation>
    </message>
    <message>
        <source>Type which iteration of this run is to be seen</source>
        <translation>この学習のどのイテレーションを見るかを番号で指定します</translation>
    </message>
    <message>
        <source>10 iterations ahead</source>
        <translation>10イテレーション進む</translation>
    </message>
    <message>
        <source>10 iterations back</source>
        <translation>10イテレーション戻る</translation>
    </message>
    <message>
        <source>100 iterations ahead</source>
        <translation>100イテレーション進む</translation>
    </message>
    <message>
        <source>100 iterations back</source>
        <translation>100イテレーション戻る</translation>
    </message>
    <message>
        <source>To the end of this epoch</source>
        <translation>このエポックの終わりまで進む</translation>
    </message>
    <message>
        <source>To the end of the epoch before</source>
        <translation>前のエポックの終わりまで戻る</translation>
    </message>
    <message>
        <source>Breakpoints…</source>
        <translation>ブレークポイント…</translation>
    </message>
    <message>
        <source>What training is to stop at by itself</source>
        <translation>学習が自動的に止まる条件</translation>
    </message>
    <message>
        <source>Stop at this iteration</source>
        <translation>このイテレーションで停止</translation>
    </message>
    <message>
        <source>A breakpoint where the run stands, for whenever it comes by again; or no longer</source>
        <translation>学習が今いる位置のブレークポイント。次に通るときに止まります。もう一度押すと外れます</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep the run in its file, to go on with it later</source>
        <translation>あとで続けられるように、学習をファイルに保存する</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>メモ…</translation>
    </message>
    <message>
        <source>Write something beside the run; it is kept in its file</source>
        <translation>学習に添えるメモ（ファイルに保存されます）</translation>
    </message>
    <message>
        <source>Loss (CSV)…</source>
        <translation>損失（CSV）…</translation>
    </message>
    <message>
        <source>Accuracy (CSV)…</source>
        <translation>認識精度（CSV）…</translation>
    </message>
    <message>
        <source>Parameters (npz)…</source>
        <translation>パラメータ（npz）…</translation>
    </message>
    <message>
        <source>Python script…</source>
        <translation>Pythonスクリプト…</translation>
    </message>
    <message>
        <source>Notebook…</source>
        <translation>ノートブック…</translation>
    </message>
    <message>
        <source>Picture of the loss…</source>
        <translation>損失の図…</translation>
    </message>
    <message>
        <source>Picture of the accuracy…</source>
        <translation>認識精度の図…</translation>
    </message>
    <message>
        <source>Picture of the sample…</source>
        <translation>サンプルの図…</translation>
    </message>
    <message>
        <source>Picture of the graph…</source>
        <translation>計算グラフの図…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>図をコピー</translation>
    </message>
    <message>
        <source>Of the map or plot that was clicked last, or that the keys have reached</source>
        <translation>最後にクリックしたか、キーで選んだマップやプロットの図</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>レッスン…</translation>
    </message>
    <message>
        <source>Questions and small tasks on a run of their own; yours is left as it is</source>
        <translation>専用の実行で進める問いと小さな課題です。ご自分の実行はそのまま残ります</translation>
    </message>
    <message>
        <source>Start lesson over</source>
        <translation>レッスンを最初から始める</translation>
    </message>
    <message>
        <source>Leave lesson</source>
        <translation>レッスンを出る</translation>
    </message>
    <message>
        <source>Back to your own run, as you left it</source>
        <translation>離れたときのままの、自分の実行に戻る</translation>
    </message>
    <message>
        <source>Save my answers…</source>
        <translation>解答を保存…</translation>
    </message>
    <message>
        <source>What was answered in lessons, to be handed in</source>
        <translation>レッスンで答えた内容です。提出に使えます</translation>
    </message>
    <message>
        <source>New lesson from what I do now</source>
        <translation>これからの操作で新しいレッスン</translation>
    </message>
    <message>
        <source>Write down what is done from now on, step by step, as a lesson</source>
        <translation>これからの操作を、1つずつレッスンとして記録します</translation>
    </message>
    <message>
        <source>New lesson from a template…</source>
        <translation>ひな形から新しいレッスン…</translation>
    </message>
    <message>
        <source>A small lesson to be changed in any editor, and seen here each time it is saved</source>
        <translation>どのエディタでも書き換えられる小さなレッスンで、保存するたびにここで見られます</translation>
    </message>
    <message>
        <source>Folder of my lessons</source>
        <translation>自作のレッスンのフォルダ</translation>
    </message>
    <message>
        <source>What lies there is listed with the others</source>
        <translation>そこにあるものは、ほかのレッスンと並んで表示されます</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Experiment panel</source>
        <translation>実験パネル</translation>
    </message>
    <message>
        <source>Show or hide the data, the network and how it learns</source>
        <translation>データ、ネットワーク、学習方法の設定を表示または非表示にします</translation>
    </message>
    <message>
        <source>Go to a cell</source>
        <translation>セルへ移動</translation>
    </message>
    <message>
        <source>Type which number is to be looked at, as dW1[391, 7]</source>
        <translation>見たい値を、dW1[391, 7]のように入力します</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>学習の表</translation>
    </message>
    <message>
        <source>Show or hide all runs beside each other</source>
        <translation>すべての学習を並べて表示、または隠します</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>読み違い</translation>
    </message>
    <message>
        <source>Which samples are read as which</source>
        <translation>どのサンプルがどれと読まれているか</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>What each hidden unit looks for</source>
        <translation>隠れ層のそれぞれのニューロンが何を見ているか</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>Where in the chosen sample it is decided what it is</source>
        <translation>選んだサンプルのどこで答えが決まるか</translation>
    </message>
    <message>
        <source>Picture of your own</source>
        <translation>自分の画像</translation>
    </message>
    <message>
        <source>Show or hide how a picture or a drawing of yours becomes what the network sees</source>
        <translation>自分の画像や手書きの数字が、ネットワークの見るものになるまでを表示または隠す</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>標準の文字サイズ</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全画面表示</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>プロジェクター</translation>
    </message>
    <message>
        <source>Everything large, to be read from the back of a room, and the rest folded away; the same key or Esc leads back</source>
        <translation>教室の後ろからも読めるように、すべてを大きくし、ほかを折りたたみます。同じキーかEscで元に戻ります</translation>
    </message>
    <message>
        <source>Remarks under the curves</source>
        <translation>グラフの下のコメント</translation>
    </message>
    <message>
        <source>One line that names what is going on in the run, such as overfitting</source>
        <translation>過学習など、この学習で起きていることを一行で示します</translation>
    </message>
    <message>
        <source>Names in words</source>
        <translation>変数名の説明</translation>
    </message>
    <message>
        <source>What the variables are called, as weights or scores, beside their letters; a click there explains it</source>
        <translation>変数の記号の横に、重みやスコアなどの呼び名を添えます。クリックすると説明が出ます</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>レイアウトを元に戻す</translation>
    </message>
    <message>
        <source>What this is</source>
        <translation>これは何か</translation>
    </message>
    <message>
        <source>What the network learns, sees and says, in a few words</source>
        <translation>ネットワークが何を学び、何を見て、何と答えるかを、短く説明します</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>About Backprop Lab</source>
        <translation>Backprop Labについて</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>❚❚ Pause</source>
        <translation>❚❚ 一時停止</translation>
    </message>
    <message>
        <source>The run of a lesson is not saved. Your own is kept as you left it, and is back when the lesson is closed.</source>
        <translation>レッスンの実行は保存されません。ご自分の実行はそのまま残っており、レッスンを閉じると戻ります。</translation>
    </message>
    <message>
        <source>All planned iterations are done. Space or Run offers to go on.</source>
        <translation>予定のイテレーションはすべて終わりました。Spaceか「実行」で、続けることができます。</translation>
    </message>
    <message>
        <source>Stop after the iteration that is under way</source>
        <translation>進行中のイテレーションが終わったら止めます</translation>
    </message>
    <message>
        <source>All planned iterations are done: go on with more of them</source>
        <translation>予定のイテレーションはすべて終わりました。イテレーションを増やして続けます</translation>
    </message>
    <message>
        <source>No iteration is done yet.</source>
        <translation>まだ1イテレーションも終わっていません。</translation>
    </message>
    <message>
        <source>No lesson is open.</source>
        <translation>開いているレッスンはありません。</translation>
    </message>
    <message>
        <source>Leave the lesson first.</source>
        <translation>先にレッスンを出てください。</translation>
    </message>
    <message>
        <source>The data is being loaded.</source>
        <translation>データを読み込んでいます。</translation>
    </message>
    <message>
        <source>Go on with a run that was saved, do a lesson, or look at a picture of your own</source>
        <translation>保存した学習の続きをする、レッスンを始める、または自分の画像を見ます</translation>
    </message>
    <message>
        <source>There is no network yet.</source>
        <translation>ネットワークがまだありません。</translation>
    </message>
    <message>
        <source>Nothing has been run yet.</source>
        <translation>まだ何も実行していません。</translation>
    </message>
</context>
<context>
    <name>ActivationCurve</name>
    <message>
        <source>{title} at {x}: {out}, slope {slope}</source>
        <translation>{title}：{x}での値は{out}、傾きは{slope}</translation>
    </message>
</context>
<context>
    <name>ActivationsView</name>
    <message>
        <source>Activations of each hidden layer</source>
        <translation>各隠れ層の活性化関数の出力</translation>
    </message>
    <message>
        <source>There is no hidden layer.</source>
        <translation>隠れ層がありません。</translation>
    </message>
    <message>
        <source>tallest: {count}</source>
        <translation>最多：{count}</translation>
    </message>
    <message>
        <source>iteration {iteration}</source>
        <translation>イテレーション {iteration}</translation>
    </message>
    <message>
        <source>{name} · exactly 0: {part}</source>
        <translation>{name} · ちょうど0：{part}</translation>
    </message>
    <message>
        <source>iteration {iteration:,}: {name} from {low} to {high}: {count} of {all}</source>
        <translation>イテレーション{iteration:,}：{name}が{low}から{high}まで：{all}個のうち{count}個</translation>
    </message>
</context>
<context>
    <name>AnswerBand</name>
    <message>
        <source>Where the chosen sample was right</source>
        <translation>選んだサンプルが正解だったイテレーション</translation>
    </message>
    <message>
        <source>iteration {iteration:,}: no answer</source>
        <translation>イテレーション{iteration:,}：答えなし</translation>
    </message>
    <message>
        <source>iteration {iteration:,}: read as {answer}, right</source>
        <translation>イテレーション{iteration:,}：{answer}と認識（正解）</translation>
    </message>
    <message>
        <source>iteration {iteration:,}: {label}, read as {answer}</source>
        <translation>イテレーション{iteration:,}：{label}を{answer}と認識</translation>
    </message>
</context>
<context>
    <name>AnswerBox</name>
    <message>
        <source>The probability of each class; what it is meant to be is outlined</source>
        <translation>各クラスの確率。意図したクラスは枠で囲む</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>no prediction: y is NaN</source>
        <translation>予測なし：yがNaNです</translation>
    </message>
    <message>
        <source>read as {name} ({share})</source>
        <translation>{name}と予測（{share}）</translation>
    </message>
</context>
<context>
    <name>AnswersDialog</name>
    <message>
        <source>Save my answers</source>
        <translation>解答を保存</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>すべてのレッスン</translation>
    </message>
    <message>
        <source>Answers in:</source>
        <translation>解答の範囲：</translation>
    </message>
    <message>
        <source>Your name, if it is to stand there:</source>
        <translation>お名前（書き込む場合）：</translation>
    </message>
    <message>
        <source>They are written to a file, and sent nowhere: every attempt, with its time.</source>
        <translation>すべての解答が時刻とともにファイルに書き込まれます。どこにも送信されません。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Authoring</name>
    <message>
        <source>End and save…</source>
        <translation>終えて保存…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>What you do is written down as a lesson: {count} {count:step|steps} so far.</source>
        <translation>操作をレッスンとして記録しています：これまでに{count}ステップ。</translation>
    </message>
    <message>
        <source>Nothing was done that could be a step of a lesson.</source>
        <translation>レッスンのステップになる操作がありませんでした。</translation>
    </message>
    <message>
        <source>Save the lesson</source>
        <translation>レッスンを保存</translation>
    </message>
    <message>
        <source>New lesson</source>
        <translation>新しいレッスン</translation>
    </message>
    <message>
        <source>Lessons of Backprop Lab</source>
        <translation>Backprop Labのレッスン</translation>
    </message>
    <message>
        <source>The lesson is in {file}. It lacks the pictures of your own that this network has learnt from, so its numbers will be others: press Reset, and record it again without them.</source>
        <translation>レッスンは{file}にあります。このネットワークが学習した自分の画像は入っていないため、数値は別のものになります。「リセット」を押し、自分の画像なしでもう一度記録してください。</translation>
    </message>
    <message>
        <source>The lesson is in {file}. It is a text: change it in any editor, and see it here each time you save it.</source>
        <translation>レッスンは{file}にあります。テキストなので、どのエディタでも書き換えられ、保存するたびにここで見られます。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Edit it</source>
        <translation>編集する</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another place.</source>
        <translation>{file}に書き込めません：{reason}。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>It lies here: {file}</source>
        <translation>ここにあります：{file}</translation>
    </message>
</context>
<context>
    <name>BackwardViews</name>
    <message>
        <source>Backward</source>
        <translation>逆伝播</translation>
    </message>
    <message>
        <source>this sample</source>
        <translation>このサンプル</translation>
    </message>
    <message>
        <source>minibatch</source>
        <translation>ミニバッチ</translation>
    </message>
    <message>
        <source>The gradient of the loss of this sample alone, with the network as it stands</source>
        <translation>今のネットワークでの、このサンプルだけの損失の勾配</translation>
    </message>
    <message>
        <source>The gradient of the logits: y − t</source>
        <translation>ロジットの勾配：y − t</translation>
    </message>
    <message>
        <source>The gradient of the last weights, a row for each class</source>
        <translation>最後の層の重みの勾配。1行が1クラス</translation>
    </message>
    <message>
        <source>The gradient of the last biases, one for each class</source>
        <translation>最後の層のバイアスの勾配。クラスごとに1つ</translation>
    </message>
    <message>
        <source>The gradient after the activation, one for each hidden unit</source>
        <translation>活性化関数の出力の勾配。隠れ層のニューロンごとに1つ</translation>
    </message>
    <message>
        <source>The gradient before the activation: silent units have none</source>
        <translation>活性化関数の入力の勾配。出力が0のニューロンには伝わりません</translation>
    </message>
    <message>
        <source>The gradient of the first weights: an image for each unit</source>
        <translation>最初の層の重みの勾配。ニューロンごとに1枚の画像</translation>
    </message>
    <message>
        <source>The gradient of the weights into this layer</source>
        <translation>この層に入る重みの勾配</translation>
    </message>
    <message>
        <source>The gradient of the biases, one for each unit</source>
        <translation>バイアスの勾配。ニューロンごとに1つ</translation>
    </message>
    <message>
        <source>not computed: learning does not need it</source>
        <translation>学習に不要なので計算しません</translation>
    </message>
    <message>
        <source>say which digit it is</source>
        <translation>どの数字かを選んでください</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>mean of y − t</source>
        <translation>y − tの平均</translation>
    </message>
    <message>
        <source>{units} × {classes} · {limit}</source>
        <translation>{units} × {classes} · {limit}</translation>
    </message>
    <message>
        <source>{units} {units:unit|units}, {height} × {width} each · {limit}</source>
        <translation>{units} × ({height} × {width}) · {limit}</translation>
    </message>
</context>
<context>
    <name>Balance</name>
    <message>
        <source>positive</source>
        <translation>正の項</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>負の項</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>合計</translation>
    </message>
</context>
<context>
    <name>BeforeAfter</name>
    <message>
        <source>with all units</source>
        <translation>全ニューロン</translation>
    </message>
    <message>
        <source>without them</source>
        <translation>切った後</translation>
    </message>
    <message>
        <source>change</source>
        <translation>変化</translation>
    </message>
    <message>
        <source>Confusion matrix, {which}</source>
        <translation>混同行列：{which}</translation>
    </message>
    <message>
        <source>accuracy {accuracy}
L {loss}</source>
        <translation>認識精度 {accuracy}
L {loss}</translation>
    </message>
    <message>
        <source>accuracy {accuracy}, L {loss}
{worse} wrong anew, {better} right anew</source>
        <translation>認識精度 {accuracy}、L {loss}
新たな誤り{worse}、正解{better}</translation>
    </message>
    <message>
        <source>accuracy {before} → {after}</source>
        <translation>認識精度 {before} → {after}</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>サンプルがありません</translation>
    </message>
    <message>
        <source>of the label: {change}</source>
        <translation>ラベルのyの変化：{change}</translation>
    </message>
    <message>
        <source>this sample: {before} → {after}</source>
        <translation>このサンプル：{before} → {after}</translation>
    </message>
    <message>
        <source>no answer: y is NaN</source>
        <translation>答えなし：yがNaNです</translation>
    </message>
    <message>
        <source>read as {name} ({probability})</source>
        <translation>予測 {name}（{probability}）</translation>
    </message>
    <message>
        <source>The chosen sample</source>
        <translation>選んだサンプル</translation>
    </message>
    <message>
        <source>What was drawn</source>
        <translation>手書きのもの</translation>
    </message>
    <message>
        <source>Test sample {index}, label {label}</source>
        <translation>テストサンプル{index}番、ラベル{label}</translation>
    </message>
    <message>
        <source>Training sample {index}, label {label}</source>
        <translation>訓練サンプル{index}番、ラベル{label}</translation>
    </message>
</context>
<context>
    <name>BreakPage</name>
    <message>
        <source>Short run</source>
        <translation>短い学習</translation>
    </message>
    <message>
        <source>Train two copies on the same minibatches, one right and one broken</source>
        <translation>正しいコピーと壊したコピーを、同じミニバッチで学習させます</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>もう一度勾配確認</translation>
    </message>
    <message>
        <source>Check all parameters of the broken network</source>
        <translation>壊したネットワークのすべてのパラメータを勾配確認します</translation>
    </message>
    <message>
        <source>Loss of a short run, right and broken</source>
        <translation>短い学習の損失（正しいものと壊したもの）</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>壊したもの</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Break nothing any more</source>
        <translation>壊すのをやめます</translation>
    </message>
    <message>
        <source>Loss after the update, on the same minibatches</source>
        <translation>更新後の損失（同じミニバッチ）</translation>
    </message>
    <message>
        <source>What the check finds</source>
        <translation>勾配確認の結果</translation>
    </message>
    <message>
        <source>The mistake</source>
        <translation>間違いの箇所</translation>
    </message>
    <message>
        <source>What it does to learning</source>
        <translation>学習への影響</translation>
    </message>
    <message>
        <source>BROKEN on a copy: training is not touched.</source>
        <translation>コピーを壊しています。学習には影響しません。</translation>
    </message>
    <message>
        <source>{count} iterations of both, side by side</source>
        <translation>両方を{count}イテレーションずつ並べて学習させます</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正しいもの</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>壊したもの</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>iteration</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>loss</translation>
    </message>
</context>
<context>
    <name>BreakageChoice</name>
    <message>
        <source>Nothing broken</source>
        <translation>壊さない</translation>
    </message>
</context>
<context>
    <name>BreakpointsDialog</name>
    <message>
        <source>Breakpoints</source>
        <translation>ブレークポイント</translation>
    </message>
    <message>
        <source>Training stops by itself where one of these is met, and says which and why.</source>
        <translation>このどれかに当てはまると学習は自動的に止まり、どれに、なぜ当てはまったかを示します。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>There are none yet: Add offers what training can stop at.</source>
        <translation>まだありません。「追加」から、学習を止める条件を選べます。</translation>
    </message>
    <message>
        <source>1: each time it is met. 3: the third time, the sixth, and so on.</source>
        <translation>1：当てはまるたび。3：3回目、6回目というように、3回ごと。</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name}を削除</translation>
    </message>
</context>
<context>
    <name>CellCheckBox</name>
    <message>
        <source>Relative error over the step h</source>
        <translation>刻み幅hごとの相対誤差</translation>
    </message>
    <message>
        <source>relative error</source>
        <translation>相対誤差</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>丸め誤差</translation>
    </message>
    <message>
        <source>curvature</source>
        <translation>曲率</translation>
    </message>
    <message>
        <source>Click to choose h. Hollow: a unit of ReLU switches on the way, so there is nothing to compare with.</source>
        <translation>クリックでhを選びます。白抜きの点では、途中でReLUのニューロンが切り替わるため、比べるべき微分がありません。</translation>
    </message>
    <message>
        <source>Step h of the numeric derivative</source>
        <translation>数値微分の刻み幅 h</translation>
    </message>
    <message>
        <source>step</source>
        <translation>刻み幅</translation>
    </message>
    <message>
        <source>Gradient check of {place}</source>
        <translation>{place}の勾配確認</translation>
    </message>
    <message>
        <source>Gradient check</source>
        <translation>勾配確認</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>numeric</source>
        <translation>数値微分</translation>
    </message>
    <message>
        <source>backprop</source>
        <translation>誤差逆伝播法</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>学習での値</translation>
    </message>
    <message>
        <source>numeric: (L(w + h) − L(w − h)) / 2h. numeric and backprop are computed in float64 on a copy; training computes in its own type of numbers.</source>
        <translation>数値微分：(L(w + h) − L(w − h)) / 2h。数値微分と誤差逆伝播法はコピーの上でfloat64で計算します。学習では学習時の数値の型で計算します。</translation>
    </message>
</context>
<context>
    <name>Chapters</name>
    <message>
        <source>Appendix {number}: {title}</source>
        <translation>付録{number}：{title}</translation>
    </message>
    <message>
        <source>Introduction to Python</source>
        <translation>Python入門</translation>
    </message>
    <message>
        <source>Perceptrons</source>
        <translation>パーセプトロン</translation>
    </message>
    <message>
        <source>Neural networks</source>
        <translation>ニューラルネットワーク</translation>
    </message>
    <message>
        <source>Neural network learning</source>
        <translation>ニューラルネットワークの学習</translation>
    </message>
    <message>
        <source>Backpropagation</source>
        <translation>誤差逆伝播法</translation>
    </message>
    <message>
        <source>Training techniques</source>
        <translation>学習に関するテクニック</translation>
    </message>
    <message>
        <source>Convolutional neural networks</source>
        <translation>畳み込みニューラルネットワーク</translation>
    </message>
    <message>
        <source>Deep Learning</source>
        <translation>ディープラーニング</translation>
    </message>
    <message>
        <source>The computational graph of Softmax-with-Loss</source>
        <translation>Softmax-with-Lossレイヤの計算グラフ</translation>
    </message>
    <message>
        <source>Other lessons</source>
        <translation>その他のレッスン</translation>
    </message>
    <message>
        <source>Chapter {number}: {title}</source>
        <translation>{number}章：{title}</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check all parameters</source>
        <translation>全パラメータの勾配確認</translation>
    </message>
    <message>
        <source>Compare some cells of every parameter with the definition of a derivative</source>
        <translation>すべてのパラメータについて、いくつかのセルを微分の定義と比べます</translation>
    </message>
    <message>
        <source>All parameters</source>
        <translation>すべてのパラメータ</translation>
    </message>
    <message>
        <source>Why backpropagation exists</source>
        <translation>なぜ誤差逆伝播法があるのか</translation>
    </message>
    <message>
        <source>Choose a cell of a parameter or of its gradient, as W1 or dW1: it is compared with the definition of a derivative. Or check all parameters at once.</source>
        <translation>W1やdW1のような、パラメータかその勾配のセルを選んでください。微分の定義と比べます。すべてのパラメータを一度に勾配確認することもできます。</translation>
    </message>
    <message>
        <source>{place} is no parameter: the check is about W and b and their gradients. Choose a cell of one of them, or check all parameters at once.</source>
        <translation>{place}はパラメータではありません。勾配確認はWとb、およびその勾配が対象です。そのどれかのセルを選ぶか、すべてのパラメータを一度に勾配確認してください。</translation>
    </message>
</context>
<context>
    <name>CheckTable</name>
    <message>
        <source>Gradient check of all parameters</source>
        <translation>すべてのパラメータの勾配確認</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>disagrees</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>判定できない</translation>
    </message>
    <message>
        <source>{compared} of {size}</source>
        <translation>{size}個中{compared}個</translation>
    </message>
    <message>
        <source>of</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>error</source>
        <translation>誤差</translation>
    </message>
    <message>
        <source>worst cell</source>
        <translation>誤差が最大のセル</translation>
    </message>
    <message>
        <source>cells compared</source>
        <translation>比べたセル</translation>
    </message>
    <message>
        <source>at a kink</source>
        <translation>折れ目</translation>
    </message>
    <message>
        <source>{name}: nothing could be compared</source>
        <translation>{name}：比べられるセルがありませんでした</translation>
    </message>
</context>
<context>
    <name>CodePair</name>
    <message>
        <source>Right</source>
        <translation>正しいもの</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>壊したもの</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>hidden layer</source>
        <translation>隠れ層</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>順伝播</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>逆伝播</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>other shapes</source>
        <translation>形状が異なる</translation>
    </message>
    <message>
        <source>not in this network</source>
        <translation>このネットワークにはない</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>Click a cell to see where its number comes from.</source>
        <translation>セルをクリックすると、その値がどこから来たかを表示します。</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Compare with</source>
        <translation>比べる相手</translation>
    </message>
    <message>
        <source>Which samples are right or wrong anew, against another iteration of this run, or a run that is kept</source>
        <translation>この学習の別のイテレーション、または残してある学習と比べて、どのサンプルが新たに正解・不正解になったか</translation>
    </message>
    <message>
        <source>Iteration to compare with</source>
        <translation>比べるイテレーション</translation>
    </message>
    <message>
        <source>compare with</source>
        <translation>比べる相手</translation>
    </message>
    <message>
        <source>iteration {iteration}</source>
        <translation>イテレーション{iteration}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>an iteration</source>
        <translation>別のイテレーション</translation>
    </message>
</context>
<context>
    <name>ComplaintBox</name>
    <message>
        <source>What Python says</source>
        <translation>Pythonの言い分</translation>
    </message>
</context>
<context>
    <name>ConfusionMap</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混同行列</translation>
    </message>
    <message>
        <source>label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>count</source>
        <translation>個数</translation>
    </message>
    <message>
        <source>{label}: no sample</source>
        <translation>{label}：サンプルがありません</translation>
    </message>
    <message>
        <source>all</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>read as, %</source>
        <translation>認識（%）</translation>
    </message>
    <message>
        <source>right %</source>
        <translation>正解 %</translation>
    </message>
    <message>
        <source>{label}: {share} right</source>
        <translation>{label}：正解{share}</translation>
    </message>
    <message>
        <source>{label}: {amount} in all</source>
        <translation>{label}：全部で{amount}個</translation>
    </message>
    <message>
        <source>{label} read as {predicted}: {amount} of {total} ({share})</source>
        <translation>{label}を{predicted}と認識：{total}個中{amount}個（{share}）</translation>
    </message>
    <message>
        <source>; before {amount}</source>
        <translation>、比べる相手では{amount}</translation>
    </message>
    <message>
        <source>; {count} of them without an answer</source>
        <translation>、うち答えなし{count}個</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>認識</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}：{count}個</translation>
    </message>
    <message>
        <source>the surest first</source>
        <translation>確信の強い順</translation>
    </message>
    <message>
        <source>There is no sample with this label.</source>
        <translation>このラベルのサンプルはありません。</translation>
    </message>
    <message>
        <source>There is no such sample.</source>
        <translation>該当するサンプルはありません。</translation>
    </message>
    <message>
        <source>{label} read as {predicted}</source>
        <translation>{label}を{predicted}と認識</translation>
    </message>
    <message>
        <source>All read as {predicted}</source>
        <translation>{predicted}と認識したものすべて</translation>
    </message>
    <message>
        <source>{label} read wrong</source>
        <translation>{label}の不正解</translation>
    </message>
    <message>
        <source>All read wrong</source>
        <translation>不正解すべて</translation>
    </message>
    <message>
        <source>All with label {label}</source>
        <translation>ラベル{label}すべて</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>サンプルすべて</translation>
    </message>
    <message>
        <source>Right then and now</source>
        <translation>どちらも正解</translation>
    </message>
    <message>
        <source>Wrong anew</source>
        <translation>新たに不正解</translation>
    </message>
    <message>
        <source>Right anew</source>
        <translation>新たに正解</translation>
    </message>
    <message>
        <source>Wrong then and now</source>
        <translation>どちらも不正解</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>読み違い</translation>
    </message>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>training</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>count</source>
        <translation>個数</translation>
    </message>
    <message>
        <source>share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>How many samples with the label of the row are read as the class of the column</source>
        <translation>行のラベルのサンプルのうち、列のクラスと認識された個数</translation>
    </message>
    <message>
        <source>The same as a part of all samples with that label, in percent</source>
        <translation>同じものを、そのラベルの全サンプルに対する割合（%）で示します</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Ask the network as it is now</source>
        <translation>今のネットワークで計算します</translation>
    </message>
    <message>
        <source>Samples of the chosen cell</source>
        <translation>選んだセルのサンプル</translation>
    </message>
    <message>
        <source>Worst errors</source>
        <translation>最もひどい誤り</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>演算を見る</translation>
    </message>
    <message>
        <source>Look at what each operation makes of the chosen sample, and where its highest score comes from. A double click on the sample, or Enter, does the same.</source>
        <translation>選んだサンプルから各演算が何を作るか、最も高いスコアがどこから来るかを見ます。サンプルのダブルクリックやEnterでも同じです。</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>未計算</translation>
    </message>
    <message>
        <source>iteration {iteration} · {share} right</source>
        <translation>イテレーション{iteration} · 正解{share}</translation>
    </message>
    <message>
        <source>the least probability for the label first</source>
        <translation>正解ラベルの確率が小さい順</translation>
    </message>
    <message>
        <source>There is no error.</source>
        <translation>誤りはありません。</translation>
    </message>
    <message>
        <source>Iteration {iteration} minus {other}: blue is fewer, orange more</source>
        <translation>イテレーション{iteration} − {other}：青は減少、オレンジは増加</translation>
    </message>
    <message>
        <source>For {count} of the samples the probabilities are no numbers: read as nothing</source>
        <translation>{count}個のサンプルで確率が数になっていないため、どれとも認識されていません</translation>
    </message>
    <message>
        <source>All samples are read as what they are</source>
        <translation>すべてのサンプルが正解です</translation>
    </message>
    <message>
        <source>Most often {label} is read as {predicted}: {amount} of {total}</source>
        <translation>最も多い誤り：{label}を{predicted}と認識（{total}個中{amount}個）</translation>
    </message>
    <message>
        <source>{run}, iteration {iteration}</source>
        <translation>{run}、イテレーション{iteration}</translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>Where training stands</source>
        <translation>学習の現在位置</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>学習の進み具合</translation>
    </message>
    <message>
        <source>An iteration draws one minibatch, goes forward and back with it, and corrects the weights once. An epoch is as many iterations as it takes to draw as many samples as there are to learn from (book: 4.5.3).</source>
        <translation>1イテレーションでは、ミニバッチを1つ取り出し、順伝播と逆伝播を行って、重みを1回更新します。1エポックは、訓練データと同じ数のサンプルを取り出すまでのイテレーションです（本：4.5.3）。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Iterations a second: from 1, where each can be followed, to as fast as it goes</source>
        <translation>1秒あたりのイテレーション数。1回ずつ目で追える1から最高速まで</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>最高速</translation>
    </message>
    <message>
        <source>{speed} it/s</source>
        <translation>{speed} it/s</translation>
    </message>
    <message>
        <source>&lt;b&gt;iteration {iteration}&lt;/b&gt;</source>
        <translation>&lt;b&gt;イテレーション {iteration}&lt;/b&gt;</translation>
    </message>
    <message>
        <source>operation {position} of {all}: {name}</source>
        <translation>演算 {position} / {all}：{name}</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>エポック {epoch}</translation>
    </message>
    <message>
        <source>on the way, {part}</source>
        <translation>移動中 {part}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り{time}</translation>
    </message>
    <message>
        <source>measuring accuracy</source>
        <translation>認識精度を測定中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>stopped by an error</source>
        <translation>エラーで停止</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>▶ Run</source>
        <translation>▶ 実行</translation>
    </message>
    <message>
        <source>❚❚ Pause</source>
        <translation>❚❚ 一時停止</translation>
    </message>
</context>
<context>
    <name>CostView</name>
    <message>
        <source>Measured once the page is seen.</source>
        <translation>このページが表示されると測定します。</translation>
    </message>
    <message>
        <source>full numerical gradient</source>
        <translation>数値微分による全勾配</translation>
    </message>
    <message>
        <source>one backpropagation</source>
        <translation>誤差逆伝播法1回</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>比</translation>
    </message>
    <message>
        <source>By the definition, the gradient takes two losses for each of {count} parameters. Backpropagation finds all of them in one forward and one backward pass. One loss and one backpropagation are measured here, in float64; the first time is that of so many losses.</source>
        <translation>定義どおりなら、{count}個のパラメータごとに損失を2回計算しなければなりません。誤差逆伝播法は、順伝播1回と逆伝播1回ですべての勾配を求めます。このコンピュータにおいて損失1回と誤差逆伝播法1回をfloat64で測定しました。最初の時間は、損失をその回数だけ計算する時間です。</translation>
    </message>
</context>
<context>
    <name>CrashTrace</name>
    <message>
        <source>The program ended unexpectedly last time. What it was doing then is written in {path}</source>
        <translation>前回、プログラムが予期せず終了しました。そのとき何をしていたかは{path}に書かれています</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>went wrong at iteration {iteration}</source>
        <translation>イテレーション{iteration}で異常</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Cross Entropy Error</source>
        <translation>Cross Entropy Error</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Accuracy</translation>
    </message>
    <message>
        <source>The loss of each minibatch, taken after the update that was made with it, as in the book. Iteration 0 is the loss before training. Wheel and drag zoom; a double click shows the whole run again.</source>
        <translation>各ミニバッチの損失です。本と同じく、そのミニバッチで更新した後に測ります。イテレーション0は学習前の損失です。ホイールとドラッグで拡大し、ダブルクリックで全体の表示に戻ります。</translation>
    </message>
    <message>
        <source>The share of right answers over all data that is learnt from, all test data, and what is kept back for validation: at the end of each epoch, or of every so many where epochs are short. Epoch 0 is before training. Wheel and drag zoom; a double click shows the whole run again.</source>
        <translation>学習に使うすべてのデータ、すべてのテストデータ、検証用に取り分けたデータで測った正解の割合です。各エポックの終わりに、エポックが短ければ何エポックかごとに測ります。エポック0は学習前です。ホイールとドラッグで拡大し、ダブルクリックで全体の表示に戻ります。</translation>
    </message>
</context>
<context>
    <name>DataDesk</name>
    <message>
        <source>{title}, {description}, can be downloaded once: {size}.</source>
        <translation>{title}（{description}、{size}）を一度だけダウンロードできます。</translation>
    </message>
    <message>
        <source>the data of the book</source>
        <translation>本で使われているデータ</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>{trouble} For now, {title} is read from its usual place.</source>
        <translation>{trouble}ひとまず、{title}はいつもの場所から読み込みます。</translation>
    </message>
    <message>
        <source>Choose the folder with the files…</source>
        <translation>ファイルのあるフォルダを選ぶ…</translation>
    </message>
    <message>
        <source>Keep it in another folder…</source>
        <translation>別のフォルダに保存…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Folder with the four files of {title}</source>
        <translation>{title}の4つのファイルがあるフォルダ</translation>
    </message>
    <message>
        <source>Folder to keep {title} in</source>
        <translation>{title}を保存するフォルダ</translation>
    </message>
    <message>
        <source>Downloading {title}: {done} of {total}</source>
        <translation>{title}をダウンロードしています：{done} / {total}</translation>
    </message>
    <message>
        <source>Reading {title}</source>
        <translation>{title}を読み込んでいます</translation>
    </message>
</context>
<context>
    <name>DatasetLoader</name>
    <message>
        <source>{title} could not be loaded ({reason}). The details are in the log.</source>
        <translation>{title}を読み込めませんでした（{reason}）。詳細はログにあります。</translation>
    </message>
</context>
<context>
    <name>DigitStrip</name>
    <message>
        <source>Samples before these</source>
        <translation>前のサンプル</translation>
    </message>
    <message>
        <source>Samples after these</source>
        <translation>次のサンプル</translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>Drawing pad</source>
        <translation>手書き入力</translation>
    </message>
    <message>
        <source>Draw a digit with the mouse, a pen or a finger. By keyboard, choose a sample of the data in place of drawing.</source>
        <translation>マウス、ペン、または指で数字を描いてください。キーボードでは、手書きの代わりにデータのサンプルを選べます。</translation>
    </message>
    <message>
        <source>draw here</source>
        <translation>ここに描く</translation>
    </message>
</context>
<context>
    <name>EffectMaps</name>
    <message>
        <source>before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>後</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>nothing changes</source>
        <translation>変化なし</translation>
    </message>
    <message>
        <source>most: {cell} from {old} to {new}</source>
        <translation>最大の変化：{cell}が{old}から{new}へ</translation>
    </message>
</context>
<context>
    <name>EndView</name>
    <message>
        <source>The book goes on</source>
        <translation>本の続き</translation>
    </message>
    <message>
        <source>The next lesson</source>
        <translation>次のレッスン</translation>
    </message>
    <message>
        <source>Begin it</source>
        <translation>始める</translation>
    </message>
    <message>
        <source>Save my answers…</source>
        <translation>解答を保存…</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>最初から</translation>
    </message>
    <message>
        <source>That was the lesson. Your own run comes back as you left it.</source>
        <translation>レッスンはこれで終わりです。自分の実行は、離れたときのまま戻ります。</translation>
    </message>
</context>
<context>
    <name>EquationsView</name>
    <message>
        <source>All of {name}, {shape}, in proportion. Drag the frame to see another part.</source>
        <translation>{name} {shape}の全体を、行と列の比率どおりに示します。枠をドラッグすると別の部分を見られます。</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>問題が発生しました</translation>
    </message>
    <message>
        <source>Co&amp;py details</source>
        <translation>詳細をコピー(&amp;P)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>詳細を表示(&amp;D)</translation>
    </message>
    <message>
        <source>Something went wrong in the window. Training and your run are not affected.</source>
        <translation>ウィンドウで問題が発生しました。学習とその結果に影響はありません。</translation>
    </message>
    <message>
        <source>Something went wrong in the background ({thread}). You can go on.</source>
        <translation>バックグラウンド（{thread}）で問題が発生しました。このまま続けられます。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>続ける(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Hide &amp;details</source>
        <translation>詳細を隠す(&amp;D)</translation>
    </message>
</context>
<context>
    <name>Experiment</name>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>訓練データ</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テストデータ</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隠れ層の数</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>ニューロン数</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>層の構成</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>活性化関数</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>重みの初期値</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメータ数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>更新手法</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>バッチサイズ</translation>
    </message>
    <message>
        <source>How large the first random weights are; the book&apos;s training program draws them from 0.01 · N(0, 1). n is the number of inputs of a layer. All 0, and the units of a layer stay alike; too small, and signals fade from layer to layer; too large, and units saturate. Xavier suits sigmoid and tanh, He suits ReLU.</source>
        <translation>重みの初期値となる乱数の大きさです。本の学習プログラムでは0.01 · N(0, 1)です。nは層への入力の数です。すべて0だと同じ層のニューロンがいつまでも同じままで、小さすぎると信号が層を通るたびに弱まり、大きすぎるとニューロンの出力が飽和します。Xavierの初期値はsigmoidとtanhに、Heの初期値はReLUに適しています。</translation>
    </message>
    <message>
        <source>How the gradient changes the parameters; the book&apos;s training program uses SGD: W ← W − lr · dW. Momentum and Nesterov keep a velocity; AdaGrad and RMSProp give each number a learning rate of its own, smaller where gradients have been large; Adam does both. Each has its usual learning rate.</source>
        <translation>勾配を使ってパラメータを更新する方法です。本の学習プログラムはSGDを使います：W ← W − lr · dW。MomentumとNesterovは速度を持ちます。AdaGradとRMSPropは、それぞれの数に固有の学習率を与え、これまでの勾配が大きかったところほど小さくします。Adamはその両方を行います。適した学習率は更新手法ごとに異なります。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>イテレーション数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Which share of the training images is kept back: nothing is learnt from them, and the accuracy on them is a third curve. It is what to choose hyperparameters by, since test images are to judge the choice; the book does so in section 6.5, and keeps back 0.2. None in its training program.</source>
        <translation>訓練画像のうち検証用に取り分ける割合です。取り分けた画像は学習に使わず、それで測った認識精度が3本目の曲線になります。ハイパーパラメータはこれを見て選びます。テスト画像は、その選択を評価するためのものだからです。本では6.5節でこうしており、0.2を取り分けます。学習プログラムでは取り分けません。</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値の型</translation>
    </message>
    <message>
        <source>How many of the training images there are to learn from, drawn by the seed; the book has all. With few, the network soon knows them by heart: train acc goes up to 1, and test acc stays behind. Epochs are shorter then: accuracies are measured at the end of every so many, at least 25 iterations apart.</source>
        <translation>訓練画像のうち学習に使う枚数です。どの画像かはシードで決まります。本ではすべて使います。少ないとネットワークはすぐに丸暗記し、train accは1まで上がりますが、test accはそれに及びません。そのときはエポックが短くなるので、認識精度は何エポックかごとに、25イテレーション以上の間隔で測ります。</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>訓練画像</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>検証の割合</translation>
    </message>
    <message>
        <source>What the network learns from. The book uses MNIST; the built-in digits are smaller and need no download.</source>
        <translation>ネットワークが学習するデータです。本ではMNISTを使います。内蔵の数字は画像が小さく、ダウンロードも不要です。</translation>
    </message>
    <message>
        <source>Images that are learnt from × pixels of an image. Each pixel is one input of the network.</source>
        <translation>学習に使う画像の枚数 × 画像1枚のピクセル数です。ピクセル1つがネットワークの入力1つになります。</translation>
    </message>
    <message>
        <source>Images that are never learnt from. How many of them the network gets right shows whether it has learnt digits or only these images.</source>
        <translation>学習には決して使わない画像です。これを正しく認識できる割合から、数字そのものを学んだのか、訓練データを覚えただけなのかがわかります。</translation>
    </message>
    <message>
        <source>How many layers of units lie between input and output; the book has 1. More can form finer features, but are slower and harder to train; 0 leaves one Affine layer. ↑ and ↓ change it.</source>
        <translation>入力と出力の間にあるニューロンの層の数です。本では1です。増やすとより細かな特徴を捉えられますが、遅くなり、学習も難しくなります。0にするとAffineレイヤ1つだけになります。↑と↓で変えられます。</translation>
    </message>
    <message>
        <source>Units of each hidden layer; the book has 50. One number for all layers, or one each, as in 100, 50. More can tell more images apart, and take more time; with few, training and test accuracy stay low.</source>
        <translation>隠れ層のニューロンの数です。本では50です。全層共通の数を1つ、または100, 50のように層ごとの数を入力します。増やすとより多くの画像を見分けられますが、時間がかかります。少ないと、訓練データでもテストデータでも認識精度が低いままになります。</translation>
    </message>
    <message>
        <source>How many numbers go in, stand in each hidden layer, and come out: one for each class.</source>
        <translation>入力の数、各隠れ層のニューロンの数、出力の数です。出力はクラスごとに1つです。</translation>
    </message>
    <message>
        <source>The function applied to every hidden unit; the book&apos;s training program uses ReLU. Sigmoid and tanh flatten out for large values, where hardly any of the gradient gets through. Sigmoid, whose slope is at most 1/4, learns more slowly at first; tanh starts about as fast as ReLU.</source>
        <translation>隠れ層のすべてのニューロンに適用する関数です。本の学習プログラムではReLUを使います。sigmoidとtanhは大きな値で平らになり、そこでは勾配がほとんど通りません。傾きが最大でも1/4のsigmoidは学習の出だしが遅く、tanhの出だしはReLUとほぼ同じ速さです。</translation>
    </message>
    <message>
        <source>How many numbers are learnt: all weights and biases. The book&apos;s network on MNIST has 39,760.</source>
        <translation>学習する数値の個数、つまりすべての重みとバイアスの数です。本のネットワークはMNISTに対して39,760個です。</translation>
    </message>
    <message>
        <source>How far each update goes against the gradient; the book has 0.1. Smaller learns more slowly; larger learns faster until the loss oscillates or diverges. What is entered is used from the next update on.</source>
        <translation>更新のたびに勾配と逆の向きへ進む幅です。本では0.1です。小さいと学習が遅く、大きいと速くなりますが、大きすぎると損失が振動または発散します。入力した値は次の更新から使われます。</translation>
    </message>
    <message>
        <source>N, how many training images are drawn for one iteration; the book has 100. Larger gives a smoother loss and slower iterations; smaller a noisier gradient.</source>
        <translation>N、つまり1イテレーションで取り出す訓練画像の枚数です。本では100です。大きいと損失の変化は滑らかになりますが、1イテレーションが遅くなります。小さいと勾配のばらつきが増えます。</translation>
    </message>
    <message>
        <source>How many updates a run makes; the book has 10,000. More lets the loss fall further, and takes longer. A change takes effect at once.</source>
        <translation>1回の学習での更新の回数です。本では10,000です。増やすと損失はさらに下がりますが、時間がかかります。変更はすぐに反映されます。</translation>
    </message>
    <message>
        <source>Decides all random draws: the first weights and every minibatch. The same seed gives the same run again, to the last bit on the same kind of processor; another one a run that differs by chance. No seed is better than another.</source>
        <translation>すべての乱数（重みの初期値と各ミニバッチ）を決めます。同じシードなら、同じ種類のプロセッサでは最後の1ビットまで同じ学習になります。別のシードでは偶然の分だけ違う学習になります。どのシードが優れているということはありません。</translation>
    </message>
    <message>
        <source>How each number is kept: float32 has some 7 digits, float64 some 16 and takes about twice the time. The book&apos;s program computes in float64; the curves look the same.</source>
        <translation>数値の持ち方です。float32は約7桁、float64は約16桁で、時間は約2倍かかります。本のプログラムはfloat64で計算しますが、曲線の見た目は同じです。</translation>
    </message>
    <message>
        <source>The values of the book&apos;s training program (section 5.7.4): MNIST, one hidden layer of 50 units, ReLU, first weights 0.01 · N(0, 1), learning rate 0.1, minibatches of 100, 10,000 iterations, float64. The seed stays: the book sets none.</source>
        <translation>本の学習プログラム（5.7.4節）の値にします：MNIST、ニューロン50個の隠れ層1つ、ReLU、重みの初期値0.01 · N(0, 1)、学習率0.1、100枚のミニバッチ、10,000イテレーション、float64。シードは、本では決めていないのでそのままです。</translation>
    </message>
</context>
<context>
    <name>ExperimentForm</name>
    <message>
        <source>One hidden layer less</source>
        <translation>隠れ層を1つ減らす</translation>
    </message>
    <message>
        <source>One hidden layer more</source>
        <translation>隠れ層を1つ増やす</translation>
    </message>
    <message>
        <source>A new seed, drawn at random</source>
        <translation>新しいシードをランダムに選ぶ</translation>
    </message>
    <message>
        <source>As in the book</source>
        <translation>本と同じ設定</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空欄</translation>
    </message>
    <message>
        <source>Hidden layers: choose a whole number from 0 to {highest}.</source>
        <translation>隠れ層の数は0から{highest}までの整数にしてください。</translation>
    </message>
    <message>
        <source>Takes effect at Reset. With the button below it does so in this run, from here on.</source>
        <translation>リセットすると反映されます。下のボタンで、この学習の途中から使うこともできます。</translation>
    </message>
    <message>
        <source>Takes effect at Reset.</source>
        <translation>リセットすると反映されます。</translation>
    </message>
    <message>
        <source>{value} stays in use.</source>
        <translation>{value}のまま使います。</translation>
    </message>
    <message>
        <source>Kept back: {count}</source>
        <translation>取り分けた画像 {count}</translation>
    </message>
    <message>
        <source>The update under way goes on with {rate}.</source>
        <translation>進行中の更新は{rate}のまま続きます。</translation>
    </message>
    <message>
        <source>From iteration {first} on: {rate}, as before. What is entered here replaces that.</source>
        <translation>イテレーション{first}からは、前と同じ{rate}です。ここに入力すると、その値に代わります。</translation>
    </message>
    <message>
        <source>From iteration {first} on: {rate}, as before.</source>
        <translation>イテレーション{first}からは、前と同じ{rate}です。</translation>
    </message>
    <message>
        <source>In this run it begins with nothing remembered.</source>
        <translation>この学習で使うと、何も覚えていない状態から始まります。</translation>
    </message>
    <message>
        <source>The book has {rate} for {optimizer}.</source>
        <translation>本では、{optimizer}の学習率は{rate}です。</translation>
    </message>
    <message>
        <source>Your own among them: {count}</source>
        <translation>うち自分の画像{count}枚</translation>
    </message>
</context>
<context>
    <name>ExperimentPanel</name>
    <message>
        <source>Experiment</source>
        <translation>実験</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>今から使う</translation>
    </message>
    <message>
        <source>From iteration {number} on</source>
        <translation>イテレーション{number}から使う</translation>
    </message>
</context>
<context>
    <name>FileDesk</name>
    <message>
        <source>Runs of Backprop Lab</source>
        <translation>Backprop Labの学習</translation>
    </message>
    <message>
        <source>{file} is not there any more. It has been taken off the list.</source>
        <translation>{file}はもうありません。リストから外しました。</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name}を開いています</translation>
    </message>
    <message>
        <source>{file} cannot be opened. {problem}</source>
        <translation>{file}を開けません。{problem}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>メモ：{note}</translation>
    </message>
    <message>
        <source>Save the run</source>
        <translation>学習の保存</translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation>{name}を保存しています</translation>
    </message>
    <message>
        <source>The run is saved in {file}</source>
        <translation>学習を{file}に保存しました</translation>
    </message>
    <message>
        <source>{name} has changes that are not saved.</source>
        <translation>{name}に保存していない変更があります。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>保存しない</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Opening {name} discards this run, {count:,} {count:iteration|iterations} so far.</source>
        <translation>{name}を開くと、これまでの学習（{count:,}イテレーション）は失われます。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>先に保存</translation>
    </message>
</context>
<context>
    <name>FirstMinute</name>
    <message>
        <source>It has learnt by itself. How? A first look shows it, step by step.</source>
        <translation>ネットワークはひとりでに学びました。どうやって？「はじめの一歩」で順を追って見られます。</translation>
    </message>
    <message>
        <source>A first look: a few minutes</source>
        <translation>はじめの一歩（数分）</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
</context>
<context>
    <name>FollowButton</name>
    <message>
        <source>follow</source>
        <translation>追従</translation>
    </message>
    <message>
        <source>Show the whole run and follow it. Zooming ends it, a double click restores it</source>
        <translation>学習全体を表示し、進みに合わせて追従します。拡大すると止まり、ダブルクリックで再開します</translation>
    </message>
    <message>
        <source>Follow the run: {plot}</source>
        <translation>学習に追従：{plot}</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Show me</source>
        <translation>答えを見る</translation>
    </message>
    <message>
        <source>The answer, or how it is done</source>
        <translation>答え、またはやり方</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>とばす</translation>
    </message>
    <message>
        <source>Leave this step; the lesson goes on</source>
        <translation>このステップをとばして、レッスンを続ける</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ 戻る</translation>
    </message>
    <message>
        <source>Read the step before again</source>
        <translation>前のステップを読み返す</translation>
    </message>
    <message>
        <source>Hint {number} of {count}</source>
        <translation>ヒント {number}/{count}</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>ヒント</translation>
    </message>
    <message>
        <source>Back to my run</source>
        <translation>自分の実行へ</translation>
    </message>
    <message>
        <source>I have seen it</source>
        <translation>見た</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>解答</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>終わる</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>次へ ›</translation>
    </message>
</context>
<context>
    <name>ForwardViews</name>
    <message>
        <source>Forward</source>
        <translation>順伝播</translation>
    </message>
    <message>
        <source>The logits: one number for each class, before softmax</source>
        <translation>ロジット：softmaxに通す前の、クラスごとの値</translation>
    </message>
    <message>
        <source>The probability of each class; the label is outlined</source>
        <translation>各クラスの確率。枠で囲まれているのが正解ラベル</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>L, the cross entropy of this sample: −log of the probability of its label</source>
        <translation>L：このサンプルの交差エントロピー誤差。正解ラベルの確率の−log</translation>
    </message>
    <message>
        <source>The hidden units before the activation</source>
        <translation>隠れ層のニューロン（活性化関数に通す前）</translation>
    </message>
    <message>
        <source>The hidden units after the activation</source>
        <translation>隠れ層のニューロン（活性化関数に通した後）</translation>
    </message>
    <message>
        <source>{silent} of {all} silent</source>
        <translation>{all}個中{silent}個の出力が0</translation>
    </message>
    <message>
        <source>no prediction: y is NaN</source>
        <translation>予測なし：yがNaNです</translation>
    </message>
    <message>
        <source>predicted {predicted} ({probability})</source>
        <translation>予測 {predicted}（{probability}）</translation>
    </message>
    <message>
        <source>label {label}</source>
        <translation>ラベル {label}</translation>
    </message>
    <message>
        <source>nothing drawn yet</source>
        <translation>まだ何も描かれていません</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
</context>
<context>
    <name>GivenView</name>
    <message>
        <source>row {row} of the minibatch</source>
        <translation>ミニバッチの行 {row}</translation>
    </message>
    <message>
        <source>label {name}</source>
        <translation>ラベル {name}</translation>
    </message>
    <message>
        <source>all biases of the layer</source>
        <translation>この層のすべてのバイアス</translation>
    </message>
    <message>
        <source>all weights of the layer</source>
        <translation>層のすべての重み</translation>
    </message>
    <message>
        <source>all weights of the layer, one row for each input</source>
        <translation>この層のすべての重み。1行が入力1つ</translation>
    </message>
</context>
<context>
    <name>GoToDialog</name>
    <message>
        <source>Go to iteration</source>
        <translation>イテレーションへ移動</translation>
    </message>
    <message>
        <source>Iteration, from 0 (before training) to {last} (run so far):</source>
        <translation>イテレーション、0（学習前）から{last}（実行済み）まで：</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>HandingOn</name>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Arrays of numpy</source>
        <translation>numpyの配列</translation>
    </message>
    <message>
        <source>Python programs</source>
        <translation>Pythonプログラム</translation>
    </message>
    <message>
        <source>Notebooks</source>
        <translation>ノートブック</translation>
    </message>
    <message>
        <source>Export the run</source>
        <translation>学習の書き出し</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name}に書き込んでいます</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>書き込みました：{file}</translation>
    </message>
</context>
<context>
    <name>InTurnDialog</name>
    <message>
        <source>Run these in turn</source>
        <translation>順に学習</translation>
    </message>
    <message>
        <source>Run in turn</source>
        <translation>順に学習</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>each with its usual learning rate</source>
        <translation>それぞれ普通の学習率で</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>変える設定</translation>
    </message>
    <message>
        <source>All else is as in the present run.</source>
        <translation>ほかはすべて今の学習と同じです。</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>値</translation>
    </message>
    <message>
        <source>One run for each: 0.01, 0.1, 1. Semicolons part them too: 0,01; 0,1 or, for layers, 50; 100, 50.</source>
        <translation>1つの値ごとに1つの学習です：0.01, 0.1, 1。セミコロンでも区切れます：0,01; 0,1、層なら50; 100, 50。</translation>
    </message>
    <message>
        <source>Iterations each</source>
        <translation>それぞれのイテレーション</translation>
    </message>
    <message>
        <source>Nothing to run yet: type or tick the values.</source>
        <translation>まだ学習するものがありません：値を入力するか、選んでください。</translation>
    </message>
    <message>
        <source>{count:,} {count:run|runs} of {iterations:,} {iterations:iteration|iterations}: {names}</source>
        <translation>{iterations:,}イテレーションの学習が{count:,}個：{names}</translation>
    </message>
    <message>
        <source>About {time}, at the pace of the present run.</source>
        <translation>今の学習の速さで、およそ{time}です。</translation>
    </message>
    <message>
        <source>They are trained in the background, and their curves are drawn as they grow.</source>
        <translation>裏で学習が進み、曲線は伸びるにつれて描かれます。</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>This could not be computed ({reason}). The details are in the log.</source>
        <translation>計算できませんでした（{reason}）。詳しくはログを見てください。</translation>
    </message>
</context>
<context>
    <name>IterationGraph</name>
    <message>
        <source>Computational graph of the iteration</source>
        <translation>イテレーションの計算グラフ</translation>
    </message>
    <message>
        <source>Smaller (Ctrl and wheel)</source>
        <translation>縮小（Ctrl＋ホイール）</translation>
    </message>
    <message>
        <source>Larger (Ctrl and wheel)</source>
        <translation>拡大（Ctrl＋ホイール）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>Show all of the graph (Home)</source>
        <translation>グラフ全体を表示（Home）</translation>
    </message>
    <message>
        <source>Show all of the graph</source>
        <translation>グラフ全体を表示</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>抽出</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>未実行</translation>
    </message>
    <message>
        <source>done</source>
        <translation>実行済み</translation>
    </message>
    <message>
        <source>has just run</source>
        <translation>直前に実行</translation>
    </message>
    <message>
        <source>The gradient of the loss with respect to itself is 1: backpropagation begins here</source>
        <translation>損失の、損失自身に関する勾配は1です。誤差逆伝播法はここから始まります</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
</context>
<context>
    <name>IterationPanel</name>
    <message>
        <source>Iteration</source>
        <translation>イテレーション</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>スローモーション</translation>
    </message>
    <message>
        <source>Run one operation after the other, slowly enough to be followed</source>
        <translation>演算を1つずつ、目で追える速さで順に実行します</translation>
    </message>
    <message>
        <source>2 s</source>
        <translation>2秒</translation>
    </message>
    <message>
        <source>1 s</source>
        <translation>1秒</translation>
    </message>
    <message>
        <source>½ s</source>
        <translation>½秒</translation>
    </message>
    <message>
        <source>⅕ s</source>
        <translation>⅕秒</translation>
    </message>
    <message>
        <source>Time for each operation</source>
        <translation>1演算あたりの時間</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>最新にする</translation>
    </message>
    <message>
        <source>Show the numbers as training has them now</source>
        <translation>学習の今の時点での値を表示します</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>演算</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>出どころ</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>勾配確認</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>もしも</translation>
    </message>
    <message>
        <source>Break it</source>
        <translation>壊してみる</translation>
    </message>
    <message>
        <source>Who pulled</source>
        <translation>誰が動かした</translation>
    </message>
    <message>
        <source>What the chosen operation reads, computes and is there for</source>
        <translation>選んだ演算が何を読み、何を計算し、何のためにあるのか</translation>
    </message>
    <message>
        <source>What a number was computed from, term by term: click any cell</source>
        <translation>値が何から計算されたかを項ごとに示します。どのセルでもクリックできます</translation>
    </message>
    <message>
        <source>Backpropagation beside the definition of a derivative, and what the update promised and did</source>
        <translation>誤差逆伝播法と微分の定義を並べて比べ、更新の予測と実際も比べます</translation>
    </message>
    <message>
        <source>Make a typical mistake in the backward pass of a copy, and see how it is found</source>
        <translation>コピーの逆伝播にありがちな間違いを入れ、どう見つかるかを見ます</translation>
    </message>
    <message>
        <source>Which training samples made a weight what it is, each way and how far</source>
        <translation>どの訓練サンプルが、重みをどちらへどれだけ動かして今の値にしたかを見ます</translation>
    </message>
    <message>
        <source>training runs: refresh or pause to look inside</source>
        <translation>学習中。「最新にする」か一時停止で中を見られます</translation>
    </message>
    <message>
        <source>nothing computed yet: ↓ one operation, → an iteration</source>
        <translation>まだ計算なし。↓で1演算、→で1イテレーション</translation>
    </message>
    <message>
        <source>{iteration}, frozen, while training goes on</source>
        <translation>{iteration}で固定（学習は継続中）</translation>
    </message>
    <message>
        <source>{iteration}: one minibatch of {count}, forward and backward</source>
        <translation>{iteration}：{count}枚のミニバッチの順伝播と逆伝播</translation>
    </message>
    <message>
        <source>{iteration}, {done} of {all} operations done</source>
        <translation>{iteration}：{all}個中{done}個の演算が完了</translation>
    </message>
</context>
<context>
    <name>KeptRun</name>
    <message>
        <source>batch {value}</source>
        <translation>バッチ {value}</translation>
    </message>
    <message>
        <source>images {words}</source>
        <translation>訓練画像 {words}</translation>
    </message>
    <message>
        <source>lr {value}</source>
        <translation>lr {value}</translation>
    </message>
    <message>
        <source>validation {words}</source>
        <translation>検証 {words}</translation>
    </message>
    <message>
        <source>{value} it</source>
        <translation>{value}回</translation>
    </message>
    <message>
        <source>seed {value}</source>
        <translation>シード {value}</translation>
    </message>
    <message>
        <source>{name}, left at {iteration}</source>
        <translation>{name}（{iteration}回で分岐）</translation>
    </message>
    <message>
        <source>{value} after {iteration}</source>
        <translation>{iteration}回の後 {value}</translation>
    </message>
    <message>
        <source>no hidden layer</source>
        <translation>隠れ層なし</translation>
    </message>
</context>
<context>
    <name>KeptRuns</name>
    <message>
        <source>Their settings and figures beside each other, in a table</source>
        <translation>設定と数値を並べた表</translation>
    </message>
    <message>
        <source>Kept runs</source>
        <translation>残した学習</translation>
    </message>
    <message>
        <source>{count:,} {count:run|runs} in a table</source>
        <translation>{count:,}個の学習の表</translation>
    </message>
</context>
<context>
    <name>LessonDesk</name>
    <message>
        <source>There is no lesson {id} here.</source>
        <translation>レッスン{id}はここにはありません。</translation>
    </message>
    <message>
        <source>This lesson needs {title}, which is not here. Choose it as the data set in the Experiment panel: it is then offered to be downloaded.</source>
        <translation>このレッスンには{title}が必要ですが、まだありません。実験パネルでデータセットとして選ぶと、ダウンロードできます。</translation>
    </message>
    <message>
        <source>{fault} The lesson goes on as it was.</source>
        <translation>{fault}レッスンは前のまま続きます。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Nothing has been answered in a lesson yet.</source>
        <translation>レッスンで答えたものはまだありません。</translation>
    </message>
    <message>
        <source>Texts (Markdown)</source>
        <translation>テキスト (Markdown)</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>answers-{lesson}.md</source>
        <translation>解答-{lesson}.md</translation>
    </message>
    <message>
        <source>lessons</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Save my answers</source>
        <translation>解答を保存</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name}に書き込んでいます</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>書き込みました：{file}</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Lesson</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>最初から</translation>
    </message>
    <message>
        <source>Begin this lesson from its first step</source>
        <translation>このレッスンを最初のステップから始める</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>離れる</translation>
    </message>
    <message>
        <source>Back to your own run, as you left it</source>
        <translation>離れたときのままの、自分の実行に戻る</translation>
    </message>
    <message>
        <source>{section} of the book</source>
        <translation>本の{section}節</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>ステップ {step}/{steps}</translation>
    </message>
    <message>
        <source>{step}, read again</source>
        <translation>{step}（読み返し）</translation>
    </message>
    <message>
        <source>{step}, getting ready</source>
        <translation>{step}（準備中）</translation>
    </message>
    <message>
        <source>{steps} steps, done</source>
        <translation>全{steps}ステップ、完了</translation>
    </message>
    <message>
        <source>This lesson is written in {language}.</source>
        <translation>このレッスンは{language}で書かれています。</translation>
    </message>
</context>
<context>
    <name>LessonRow</name>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}分</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>ステップ {step}/{steps}</translation>
    </message>
</context>
<context>
    <name>LessonStage</name>
    <message>
        <source>What the lesson was doing was broken off. It goes on with what is there.</source>
        <translation>レッスンの操作が途中で止められました。今の状態のまま続けます。</translation>
    </message>
    <message>
        <source>Training has failed. The lesson goes on with what is there.</source>
        <translation>学習に失敗しました。レッスンは今の状態のまま続けます。</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>en</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Lessons</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Put the lessons away</source>
        <translation>レッスンを閉じる</translation>
    </message>
    <message>
        <source>A lesson is one text file: put your own into your folder of lessons, or drop it on the window.</source>
        <translation>レッスンは1つのテキストファイルです：自分で書いたものは、レッスンのフォルダに入れるか、ウィンドウにドロップします。</translation>
    </message>
    <message>
        <source>Write a lesson…</source>
        <translation>レッスンを書く…</translation>
    </message>
    <message>
        <source>Save my answers…</source>
        <translation>解答を保存…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search the lessons</source>
        <translation>レッスンを検索</translation>
    </message>
    <message>
        <source>No lesson is about that.</source>
        <translation>該当するレッスンはありません。</translation>
    </message>
</context>
<context>
    <name>LogButton</name>
    <message>
        <source>log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Logarithmic loss axis: small losses far apart</source>
        <translation>損失の軸を対数にします：小さな損失の違いが見やすくなります</translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation>損失の軸を対数にする</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Cross entropy error by iteration</source>
        <translation>イテレーションごとの交差エントロピー誤差</translation>
    </message>
    <message>
        <source>Press Run: the loss of every update will be drawn here.</source>
        <translation>「実行」を押すと、更新ごとの損失がここに描かれます。</translation>
    </message>
    <message>
        <source>iteration (loss after each update, on the same minibatch)</source>
        <translation>iteration（lossは更新後に同じミニバッチで測定）</translation>
    </message>
    <message>
        <source>iteration (loss after each update)</source>
        <translation>iteration（lossは更新後に測定）</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>iteration</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>loss</translation>
    </message>
    <message>
        <source>{what}: loss {loss}</source>
        <translation>{what}：損失 {loss}</translation>
    </message>
    <message>
        <source>mean of the last {count}</source>
        <translation>直近{count}回の平均</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>この学習</translation>
    </message>
    <message>
        <source>iteration {iteration}</source>
        <translation>イテレーション {iteration}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>損失 {loss}</translation>
    </message>
    <message>
        <source>mean of {count}: {loss}</source>
        <translation>{count}回の平均：{loss}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Space run, pause · → an iteration · ↓ an operation · ← ↑ back again · click a cell to see where its number comes from · F1 all keys</source>
        <translation>Space 実行・一時停止 · → 1イテレーション · ↓ 1演算 · ← ↑ 戻る · セルをクリックすると、その値がどこから来たか分かります · F1 キー一覧</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近のファイル</translation>
    </message>
    <message>
        <source>Export as</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>学習(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>レッスン(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>{title} is ready. It takes effect at Reset.</source>
        <translation>{title}の準備ができました。リセットすると反映されます。</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>あと{count}回</translation>
    </message>
    <message>
        <source>Reset needs values that can be used: see the marked fields of the Experiment panel.</source>
        <translation>使えない値があるためリセットできません。実験パネルの印の付いた欄を直してください。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Reset, keep its curves</source>
        <translation>曲線を残してリセット</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The run so far is kept as “{name}”. From iteration {first} on this one goes another way.</source>
        <translation>これまでの学習は「{name}」として残しました。イテレーション{first}からは別の学習になります。</translation>
    </message>
    <message>
        <source>Look at iteration {iteration}</source>
        <translation>イテレーション{iteration}を見る</translation>
    </message>
    <message>
        <source>Go on all the same</source>
        <translation>このまま続ける</translation>
    </message>
    <message>
        <source>{problem} Training was taken back to iteration {good}.</source>
        <translation>{problem}学習をイテレーション{good}まで戻しました。</translation>
    </message>
    <message>
        <source>Training stopped by an error: {message}. The network was taken back to where it last stood well.</source>
        <translation>エラーのため学習を停止しました：{message}。ネットワークを最後に正常だった状態に戻しました。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>The planned {count:,} {count:iteration is|iterations are} done.</source>
        <translation>予定の{count:,}イテレーションが終わりました。</translation>
    </message>
    <message>
        <source>Reset discards this run, {count:,} {count:iteration|iterations} so far.</source>
        <translation>リセットすると、これまでの学習（{count:,}イテレーション）は失われます。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
</context>
<context>
    <name>MeasurePlot</name>
    <message>
        <source>Nothing has been run yet.</source>
        <translation>まだ何も実行していません。</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>iteration</translation>
    </message>
    <message>
        <source>iteration {iteration}</source>
        <translation>イテレーション {iteration}</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>Curves</source>
        <translation>曲線</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>イテレーション</translation>
    </message>
    <message>
        <source>Loss and accuracy of the whole run</source>
        <translation>学習全体の損失と認識精度</translation>
    </message>
    <message>
        <source>One iteration taken apart, number by number</source>
        <translation>1イテレーションを値の1つ1つまで分解して見ます</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>学習の表</translation>
    </message>
    <message>
        <source>All runs beside each other, and several in turn</source>
        <translation>すべての学習を並べて見ます。いくつかを順に学習することもできます</translation>
    </message>
</context>
<context>
    <name>MovedTable</name>
    <message>
        <source>now right</source>
        <translation>今は正解</translation>
    </message>
    <message>
        <source>now wrong</source>
        <translation>今は不正解</translation>
    </message>
    <message>
        <source>then right</source>
        <translation>前は正解</translation>
    </message>
    <message>
        <source>then wrong</source>
        <translation>前は不正解</translation>
    </message>
    <message>
        <source>Right then and now</source>
        <translation>前も今も正解</translation>
    </message>
    <message>
        <source>Wrong anew: right then, wrong now</source>
        <translation>新たに不正解：前は正解、今は不正解</translation>
    </message>
    <message>
        <source>Right anew: wrong then, right now</source>
        <translation>新たに正解：前は不正解、今は正解</translation>
    </message>
    <message>
        <source>Wrong then and now</source>
        <translation>前も今も不正解</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Note on this run:</source>
        <translation>この学習についてのメモ：</translation>
    </message>
    <message>
        <source>Comment of the teacher:</source>
        <translation>先生のコメント：</translation>
    </message>
    <message>
        <source>Both are kept in the file of the run.</source>
        <translation>どちらも学習のファイルに保存されます。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>Now</name>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Loss (mean of 60)</source>
        <translation>損失（60回の平均）</translation>
    </message>
    <message>
        <source>Cross entropy error, the mean of the last 60 iterations: that of a single minibatch jumps about.</source>
        <translation>直近60イテレーションの交差エントロピー誤差の平均です。ミニバッチ1つだけの値は大きくばらつきます。</translation>
    </message>
    <message>
        <source>Accuracy at iteration</source>
        <translation>認識精度のイテレーション</translation>
    </message>
    <message>
        <source>Train acc</source>
        <translation>Train acc</translation>
    </message>
    <message>
        <source>The iteration that the accuracies below are of: they are measured before training, at the end of each epoch, or of every so many where epochs are short, and where training is paused or ends.</source>
        <translation>下の認識精度を測ったイテレーションです。学習前、各エポックの終わり（エポックが短ければ何エポックかごと）、学習が一時停止または終了したところで測定します。</translation>
    </message>
    <message>
        <source>The share of all images learnt from that the network gets right, at this iteration.</source>
        <translation>このイテレーションで、学習に使うすべての画像のうちネットワークが正しく認識した割合です。</translation>
    </message>
    <message>
        <source>Test acc</source>
        <translation>Test acc</translation>
    </message>
    <message>
        <source>The share of all test images, which it never learnt from, that the network gets right.</source>
        <translation>学習に使わないすべてのテスト画像のうち、ネットワークが正しく認識した割合です。</translation>
    </message>
    <message>
        <source>Val acc</source>
        <translation>Val acc</translation>
    </message>
    <message>
        <source>The share of the images kept back for validation that the network gets right. It is what to choose hyperparameters by.</source>
        <translation>検証用に取り分けた画像のうち、ネットワークが正しく認識した割合です。ハイパーパラメータはこれを見て選びます。</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Train acc − test acc. A large gap means overfitting: the training images are known by heart.</source>
        <translation>Train acc − Test accです。差が大きいのは、訓練画像を丸暗記している、つまり過学習のしるしです。</translation>
    </message>
    <message>
        <source>no overfitting</source>
        <translation>過学習なし</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>やや過学習</translation>
    </message>
    <message>
        <source>overfitting</source>
        <translation>過学習</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
</context>
<context>
    <name>NumberQuestion</name>
    <message>
        <source>a number, as 0.25, 1/4 or 2e-3</source>
        <translation>数：0.25、1/4、2e-3など</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>あなたの解答</translation>
    </message>
</context>
<context>
    <name>ObservationLine</name>
    <message>
        <source>No more such remarks; the View menu brings them back</source>
        <translation>コメントを表示しない（「表示」メニューで戻せます）</translation>
    </message>
    <message>
        <source>Look at {name}</source>
        <translation>{name}を見る</translation>
    </message>
    <message>
        <source>Use {choices}</source>
        <translation>{choices}にする</translation>
    </message>
    <message>
        <source>Go to iteration {iteration}</source>
        <translation>イテレーション{iteration}へ</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>対数軸</translation>
    </message>
    <message>
        <source>More iterations</source>
        <translation>イテレーションの追加</translation>
    </message>
</context>
<context>
    <name>OneByOne</name>
    <message>
        <source>this sample</source>
        <translation>このサンプル</translation>
    </message>
    <message>
        <source>all samples</source>
        <translation>全サンプル</translation>
    </message>
    <message>
        <source>Which unit matters most?</source>
        <translation>どのニューロンが最も効く？</translation>
    </message>
    <message>
        <source>Switch off each unit of the layer by itself, and compare</source>
        <translation>この層のニューロンを一つずつ切って、比べます</translation>
    </message>
    <message>
        <source>Each by itself</source>
        <translation>一つずつ</translation>
    </message>
    <message>
        <source>change of accuracy</source>
        <translation>認識精度の変化</translation>
    </message>
    <message>
        <source>change of {name}</source>
        <translation>{name}の変化</translation>
    </message>
    <message>
        <source>Not computed yet: each unit is switched off by itself, and what becomes of the loss tells how much it matters.</source>
        <translation>まだ計算されていません。ニューロンを一つずつ切ると、損失がどう変わるかで、どれだけ効いているかがわかります。</translation>
    </message>
    <message>
        <source>Something else is seen now: press the button again.</source>
        <translation>いま見えているものは別のものです。もう一度ボタンを押してください。</translation>
    </message>
    <message>
        <source>For the one sample, after iteration {iteration}. A click on a row switches its unit off.</source>
        <translation>イテレーション{iteration}の後の、このサンプル一つについて。行をクリックすると、そのニューロンが切れます。</translation>
    </message>
    <message>
        <source>For all test samples, after iteration {iteration}. A click on a row switches its unit off.</source>
        <translation>イテレーション{iteration}の後の、全テストサンプルについて。行をクリックすると、そのニューロンが切れます。</translation>
    </message>
    <message>
        <source>For all training samples, after iteration {iteration}. A click on a row switches its unit off.</source>
        <translation>イテレーション{iteration}の後の、全訓練サンプルについて。行をクリックすると、そのニューロンが切れます。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Runs, lessons and pictures</source>
        <translation>学習・レッスン・画像</translation>
    </message>
    <message>
        <source>Lessons of Backprop Lab</source>
        <translation>Backprop Labのレッスン</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>OperationPage</name>
    <message>
        <source>l is the loss of each sample, L the mean of them.</source>
        <translation>lは各サンプルの損失、Lはその平均です。</translation>
    </message>
    <message>
        <source>No operation yet</source>
        <translation>演算はまだありません</translation>
    </message>
    <message>
        <source>↓ runs the first operation of an iteration. It is then shown here, with everything that it reads and computes.</source>
        <translation>↓ でイテレーションの最初の演算を実行します。実行した演算が、読む値と計算する値とともにここに表示されます。</translation>
    </message>
    <message>
        <source>operation {number} of {all}</source>
        <translation>演算 {number} / {all}</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>未実行</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>Not computed yet: {names}</source>
        <translation>まだ計算されていません：{names}</translation>
    </message>
</context>
<context>
    <name>OrderQuestion</name>
    <message>
        <source>Drag them, or Alt+↑ and Alt+↓.</source>
        <translation>ドラッグか、Alt+↑とAlt+↓で並べ替えます。</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Up (Alt+↑)</source>
        <translation>上へ（Alt+↑）</translation>
    </message>
    <message>
        <source>Down (Alt+↓)</source>
        <translation>下へ（Alt+↓）</translation>
    </message>
    <message>
        <source>{place} of {count}: {text}</source>
        <translation>{count}個中{place}番目：{text}</translation>
    </message>
</context>
<context>
    <name>OtherSide</name>
    <message>
        <source>Hold</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Let A be what is seen now: this sample, with the network as it stands</source>
        <translation>今見えているもの（このサンプルと今のネットワーク）をAにします</translation>
    </message>
    <message>
        <source>Going there</source>
        <translation>移動中</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>イテレーション</translation>
    </message>
    <message>
        <source>What the sample is set beside</source>
        <translation>サンプルと並べる相手</translation>
    </message>
    <message>
        <source>What A is: what was held, or the chosen sample in another iteration of this run, or in a kept run</source>
        <translation>Aは何か：固定したもの、または、選んだサンプルをこの学習の別のイテレーションか残した学習で見たもの</translation>
    </message>
    <message>
        <source>Iteration of A</source>
        <translation>Aのイテレーション</translation>
    </message>
    <message>
        <source>After which iteration of its run A is looked at; 0 is untrained</source>
        <translation>Aを、その学習のどのイテレーションの後で見るか。0は学習前</translation>
    </message>
    <message>
        <source>an earlier run</source>
        <translation>前の学習</translation>
    </message>
    <message>
        <source>There is nothing left of {run} that could be looked at. Choose another one.</source>
        <translation>{run}には、見られるものが残っていません。別のものを選んでください。</translation>
    </message>
    <message>
        <source>{run} has learnt other data, of which this sample is none. Choose another one.</source>
        <translation>{run}は、このサンプルのない別のデータで学習しました。別のものを選んでください。</translation>
    </message>
    <message>
        <source>what was held</source>
        <translation>固定したもの</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>この学習</translation>
    </message>
</context>
<context>
    <name>OverTime</name>
    <message>
        <source>Life of {cell}</source>
        <translation>{cell}の一生</translation>
    </message>
    <message>
        <source>a few so far; all when paused</source>
        <translation>今は一部。一時停止するとすべて</translation>
    </message>
    <message>
        <source>{part} looked at …</source>
        <translation>{part}を調べました…</translation>
    </message>
</context>
<context>
    <name>OwnSet</name>
    <message>
        <source>Pictures that are kept</source>
        <translation>保存した画像</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Keep the chosen picture no longer</source>
        <translation>選んだ画像を保存から外す</translation>
    </message>
    <message>
        <source>Train on them</source>
        <translation>学習に加える</translation>
    </message>
    <message>
        <source>A new network learns from the training images and from these: it begins anew, as with Reset</source>
        <translation>新しいネットワークが、訓練画像とこれらの画像から学習します。リセットと同じく、最初から始まります</translation>
    </message>
    <message>
        <source>{count} times each</source>
        <translation>各{count}回</translation>
    </message>
    <message>
        <source>How often each</source>
        <translation>それぞれの回数</translation>
    </message>
    <message>
        <source>Among thousands of others a single one is drawn seldom</source>
        <translation>何千枚もの中では、1枚だけではめったに選ばれない</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保存した画像</translation>
    </message>
    <message>
        <source>meant to be {label}</source>
        <translation>{label}のつもり</translation>
    </message>
    <message>
        <source>meant to be {label}, read as {name} ({share})</source>
        <translation>{label}のつもり、予測は{name}（{share}）</translation>
    </message>
    <message>
        <source>None yet. Say what the picture is meant to be, and keep it: the network is tested on all of them, and can be trained on them.</source>
        <translation>まだありません。何のつもりの画像かを選んで保存すると、そのすべてでネットワークをテストでき、学習に加えることもできます。</translation>
    </message>
    <message>
        <source>{count} {count:is|are} meant to be what is no class of this data set.</source>
        <translation>{count}個は、このデータセットにないクラスの画像です。</translation>
    </message>
    <message>
        <source>{right} of {count} read right ({share}).</source>
        <translation>{count}個のうち{right}個が正解です（{share}）。</translation>
    </message>
    <message>
        <source>Wrong are underlined.</source>
        <translation>不正解には下線を引いてあります。</translation>
    </message>
</context>
<context>
    <name>Paths</name>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>PendingBar</name>
    <message>
        <source>Changes take effect at Reset.</source>
        <translation>変更はリセットすると反映されます。</translation>
    </message>
    <message>
        <source>Reset now</source>
        <translation>今すぐリセット</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Go back to the values of the run in training</source>
        <translation>学習中の値に戻します</translation>
    </message>
    <message>
        <source>Go on in this run with another optimizer or minibatch size. What was run of later iterations is kept as a run of its own.</source>
        <translation>この学習を、別の更新手法やミニバッチの大きさで続けます。これより後のイテレーションで学習した部分は、別の学習として残します。</translation>
    </message>
    <message>
        <source>Changes take effect at Reset, or in this run:</source>
        <translation>変更はリセットすると反映されます。この学習の途中から使うこともできます：</translation>
    </message>
    <message>
        <source>Start a new network with these values; the run so far is given up</source>
        <translation>これらの値で新しいネットワークを始めます。これまでの学習は失われます</translation>
    </message>
    <message>
        <source>First put right what is marked above</source>
        <translation>先に、上の印の付いた欄を直してください</translation>
    </message>
</context>
<context>
    <name>PictureDesk</name>
    <message>
        <source>Open a picture</source>
        <translation>画像を開く</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name}を開いています</translation>
    </message>
    <message>
        <source>The picture is not kept any more.</source>
        <translation>この画像の保存をやめました。</translation>
    </message>
    <message>
        <source>Training anew with {pictures:,} {pictures:picture|pictures} of yours discards this run, {count:,} {count:iteration|iterations} so far.</source>
        <translation>自分の画像{pictures:,}枚を加えて最初から学習すると、これまでの学習（{count:,}イテレーション）は失われます。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>This network learns from the training images, and from pictures of your own, {count:,} in all. Reset goes back to the training images alone.</source>
        <translation>このネットワークは、訓練画像と、自分の画像（のべ{count:,}枚）から学習します。リセットすると、訓練画像だけに戻ります。</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Open a picture in PNG, JPEG or BMP; or drop one on the window</source>
        <translation>PNG、JPEG、BMPの画像を開く。ウィンドウにドロップしてもよい</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>全段階</translation>
    </message>
    <message>
        <source>Take every step, as for what is drawn usually</source>
        <translation>ふだんの手書きと同じく、すべての段階を通す</translation>
    </message>
    <message>
        <source>Ink only</source>
        <translation>インク化のみ</translation>
    </message>
    <message>
        <source>Only make ink of the picture, and leave out the steps after that which can be: the digit stays where it is, and as large</source>
        <translation>画像をインクにするだけで、その後の省ける段階はすべて省く。数字の位置も大きさも画像のまま</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this picture, with the steps as they are, beside the settings</source>
        <translation>この画像を、今の段階のまま、設定と同じ場所に保存する</translation>
    </message>
    <message>
        <source>What it is meant to be</source>
        <translation>何のつもりか</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>It is meant to be</source>
        <translation>何のつもりか</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保存した画像</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>The samples of this data set are no images that could be drawn. Choose another data set for pictures of your own.</source>
        <translation>このデータセットのサンプルは、手で書ける画像ではありません。自分の画像には、別のデータセットを選んでください。</translation>
    </message>
    <message>
        <source>Open a picture of a digit, drop one on the window, or draw one: draw, in the sample panel. Each step of its way to x is shown here, and can be left out.</source>
        <translation>数字の画像を開くか、ウィンドウにドロップするか、サンプルパネルの「手書き」で書いてください。xになるまでの各段階がここに表示され、省くこともできます。</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw a digit on the pad of the sample panel.</source>
        <translation>まだ何も描かれていません。サンプルパネルの手書き欄に数字を描いてください。</translation>
    </message>
    <message>
        <source>Every step is taken, as for each digit of the data. Leave one out to see what it is good for.</source>
        <translation>データの数字と同じく、すべての段階を通しています。段階を省くと、その役目が分かります。</translation>
    </message>
    <message>
        <source>In its file the picture is {large}; it was made smaller first, {small}.</source>
        <translation>ファイルの画像は{large}です。最初に{small}に縮小しています。</translation>
    </message>
    <message>
        <source>kept: {count}</source>
        <translation>保存済み：{count}枚</translation>
    </message>
    <message>
        <source>your picture</source>
        <translation>自分の画像</translation>
    </message>
    <message>
        <source>nothing drawn yet</source>
        <translation>まだ何も描かれていません</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Look at unit {number} of hidden layer {layer}</source>
        <translation>隠れ層{layer}のニューロン{number}を見る</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>図をコピー</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>図を保存…</translation>
    </message>
    <message>
        <source>Click a map or a plot first: the picture will be of that.</source>
        <translation>先にマップかプロットをクリックしてください。その図になります。</translation>
    </message>
    <message>
        <source>The picture is copied: {title}</source>
        <translation>図をコピーしました：{title}</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Vector graphics</source>
        <translation>ベクター図形</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>図の保存</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name}に書き込んでいます</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>書き込みました：{file}</translation>
    </message>
    <message>
        <source>Computational graph</source>
        <translation>計算グラフ</translation>
    </message>
</context>
<context>
    <name>Pixels</name>
    <message>
        <source>It says where a little more ink would raise the number (orange) or lower it (blue).</source>
        <translation>もう少しインクがあったら、どこでこの数が増えるか（オレンジ）、減るか（青）がわかります。</translation>
    </message>
    <message>
        <source>It does not say what the ink that is there has done, nor what much more would do.</source>
        <translation>今あるインクの働きや、ずっと多くなった場合のことはわかりません。</translation>
    </message>
    <message>
        <source>It says how much the ink of each pixel counts for the number (orange) or against it (blue).</source>
        <translation>各ピクセルのインクが、この数をどれだけ増やしているか（オレンジ）、減らしているか（青）がわかります。</translation>
    </message>
    <message>
        <source>It does not say that missing ink counts, too: paper is 0 here. And it takes all of the ink to count as much as the last bit of it.</source>
        <translation>インクがないことの働きはわかりません：紙の部分はここでは0です。また、どの濃さのインクも最後の少しと同じだけ働くとみなしています。</translation>
    </message>
    <message>
        <source>It says by how much the number falls (orange) or rises (blue) when the patch around a pixel is covered: each is really tried.</source>
        <translation>ピクセルのまわりを隠すと、この数がどれだけ減るか（オレンジ）、増えるか（青）がわかります：一つずつ実際に試した結果です。</translation>
    </message>
    <message>
        <source>It does not say what patches do together, and a covered digit is like none that was learnt from.</source>
        <translation>いくつもの部分が合わさった働きはわかりません。また、一部を隠した数字は、学習したどの数字とも似ていません。</translation>
    </message>
    <message>
        <source>It says where a slightly larger input would raise the number (orange) or lower it (blue).</source>
        <translation>入力が少し大きかったら、どこでこの数が増えるか（オレンジ）、減るか（青）がわかります。</translation>
    </message>
    <message>
        <source>It does not say what the input as it is has done, nor what a much larger one would do.</source>
        <translation>今の入力の働きや、ずっと大きくなった場合のことはわかりません。</translation>
    </message>
    <message>
        <source>It says how much each input counts for the number (orange) or against it (blue).</source>
        <translation>各入力が、この数をどれだけ増やしているか（オレンジ）、減らしているか（青）がわかります。</translation>
    </message>
    <message>
        <source>It does not say that an input of 0 counts, too. And it takes all of an input to count as much as the last bit of it.</source>
        <translation>0である入力の働きはわかりません。また、入力のどの部分も最後の少しと同じだけ働くとみなしています。</translation>
    </message>
</context>
<context>
    <name>PixelsView</name>
    <message>
        <source>gradient</source>
        <translation>勾配</translation>
    </message>
    <message>
        <source>gradient × input</source>
        <translation>勾配 × 入力</translation>
    </message>
    <message>
        <source>occlusion</source>
        <translation>隠した場合</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>{side} × {side} paper</source>
        <translation>{side} × {side} 紙</translation>
    </message>
    <message>
        <source>{side} × {side} grey</source>
        <translation>{side} × {side} 灰色</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>覆い</translation>
    </message>
    <message>
        <source>What is laid over the image for occlusion: its size in pixels, and its colour</source>
        <translation>画像の一部を隠す覆い：大きさ（ピクセル）と色</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>覆い</translation>
    </message>
    <message>
        <source>Cover patch by patch</source>
        <translation>一か所ずつ隠す</translation>
    </message>
    <message>
        <source>Lay the patch over each pixel in turn, and ask the network each time. It is large, so this takes time.</source>
        <translation>各ピクセルを順に覆って、そのたびにネットワークに予測させます。大きなネットワークなので時間がかかります。</translation>
    </message>
    <message>
        <source>Values under the pointer</source>
        <translation>ポインタの下の値</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>出どころ</translation>
    </message>
    <message>
        <source>Where dx of the marked input comes from, term by term</source>
        <translation>印をつけた入力のdxがどこから来たかを項ごとに</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>計算中</translation>
    </message>
    <message>
        <source>for pictures only: a point has no patches</source>
        <translation>図のデータ専用です：点には隠せる部分がありません</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>{sample}, label {label}</source>
        <translation>{sample}、ラベル {label}</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Go to a cell</source>
        <translation>セルへ移動</translation>
    </message>
    <message>
        <source>Type a variable and an index, and press Enter (Ctrl+L leads here)</source>
        <translation>変数とインデックスを入力し、Enterを押します（Ctrl+Lでここに移れます）</translation>
    </message>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>まだ何も計算されていません。</translation>
    </message>
</context>
<context>
    <name>PositionHandle</name>
    <message>
        <source>Position in the run</source>
        <translation>学習の中の位置</translation>
    </message>
    <message>
        <source>Where the network stands. Drag it to see any iteration of the run again; the arrow keys step, Home and End go to its ends.</source>
        <translation>ネットワークの現在の位置です。ドラッグすると、学習のどのイテレーションも見直せます。矢印キーで1つずつ、HomeとEndで両端へ移ります。</translation>
    </message>
</context>
<context>
    <name>ProofPage</name>
    <message>
        <source>Nothing has been computed yet. Step an operation or an iteration, and its numbers can be looked at here.</source>
        <translation>まだ何も計算されていません。演算かイテレーションを1つ進めると、ここで値を見られます。</translation>
    </message>
    <message>
        <source>About the sample that is looked at alone, with the network as it stood after iteration {iteration}.</source>
        <translation>1つだけ見ているサンプルについての内容です（イテレーション{iteration}の後のネットワーク）。</translation>
    </message>
    <message>
        <source>About iteration {iteration}, as it was; training may have gone on since.</source>
        <translation>イテレーション{iteration}の時点の内容です。その後も学習が進んでいるかもしれません。</translation>
    </message>
</context>
<context>
    <name>PullsPage</name>
    <message>
        <source>Which weight</source>
        <translation>どの重みか</translation>
    </message>
    <message>
        <source>Last iteration</source>
        <translation>直前のイテレーション</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>学習全体</translation>
    </message>
    <message>
        <source>From … to</source>
        <translation>範囲を指定</translation>
    </message>
    <message>
        <source>The iteration that is looked at</source>
        <translation>今見ているイテレーション</translation>
    </message>
    <message>
        <source>The epoch that it is in, as far as it has come</source>
        <translation>そのイテレーションを含むエポック（そこまで）</translation>
    </message>
    <message>
        <source>All iterations up to the one that is looked at</source>
        <translation>今見ているイテレーションまでのすべて</translation>
    </message>
    <message>
        <source>Iterations that you type</source>
        <translation>入力した範囲のイテレーション</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>調べる</translation>
    </message>
    <message>
        <source>Run these iterations again, beside the run, with all samples told apart</source>
        <translation>これらのイテレーションを、サンプルごとに分けて別にもう一度実行します</translation>
    </message>
    <message>
        <source>from iteration {first} to {last}</source>
        <translation>イテレーション{first}から{last}まで</translation>
    </message>
    <message>
        <source>First of the iterations</source>
        <translation>最初のイテレーション</translation>
    </message>
    <message>
        <source>Last of the iterations</source>
        <translation>最後のイテレーション</translation>
    </message>
    <message>
        <source>No iteration has been run yet, so nothing has pulled a weight. Run one, and see which samples did.</source>
        <translation>まだイテレーションを1回も行っていないので、重みは動いていません。1回進めると、どのサンプルが動かしたかが分かります。</translation>
    </message>
    <message>
        <source>Type another weight or bias, as {example}, and press Enter</source>
        <translation>ほかの重みやバイアスを{example}のように入力し、Enterを押します</translation>
    </message>
    <message>
        <source>There is no iteration {typed} here: write a number from 1 to {last}.</source>
        <translation>イテレーション{typed}はここにはありません。1から{last}までの数を入力してください。</translation>
    </message>
    <message>
        <source>Iterations {first} to {last} take a while: press “Find out”.</source>
        <translation>イテレーション{first}から{last}までは時間がかかります。「調べる」を押してください。</translation>
    </message>
    <message>
        <source>What is shown until then is of before: iterations {first} to {last}.</source>
        <translation>それまで表示しているのは、以前に調べたイテレーション{first}から{last}までの結果です。</translation>
    </message>
    <message>
        <source>Broken off: how far the samples pulled in iterations {first} to {last} is not known. Press “Find out” to begin anew, or choose fewer iterations.</source>
        <translation>中断しました。イテレーション{first}から{last}までで、各サンプルがどれだけ動かしたかは分かっていません。「調べる」を押してやり直すか、範囲を短くしてください。</translation>
    </message>
</context>
<context>
    <name>PullsView</name>
    <message>
        <source>Samples that pulled it up</source>
        <translation>値を上げたサンプル</translation>
    </message>
    <message>
        <source>Samples that pulled it down</source>
        <translation>値を下げたサンプル</translation>
    </message>
    <message>
        <source>Its value over these iterations</source>
        <translation>これらのイテレーションでの値</translation>
    </message>
    <message>
        <source>How far the samples of each class pulled it</source>
        <translation>各クラスのサンプルが動かした量</translation>
    </message>
    <message>
        <source>Pulled it up</source>
        <translation>値を上げたもの</translation>
    </message>
    <message>
        <source>Pulled it down</source>
        <translation>値を下げたもの</translation>
    </message>
    <message>
        <source>All samples of a class</source>
        <translation>クラスごとのサンプルの合計</translation>
    </message>
    <message>
        <source>What it adds up to</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Each sample has a part in the gradient, which moves the weight at once, by the learning rate of that iteration, and later by what the optimizer remembers of it.</source>
        <translation>各サンプルは勾配の一部を受け持ちます。その分が、そのイテレーションの学習率ですぐに重みを動かし、更新手法が覚えている分は後でも動かします。</translation>
    </message>
    <message>
        <source>Its way</source>
        <translation>値の推移</translation>
    </message>
    <message>
        <source>In these iterations the run has gone out of bounds: there are no numbers any more that could be told apart. Choose earlier ones.</source>
        <translation>これらのイテレーションでは学習が発散していて、分けられる数がもうありません。もっと前のイテレーションを選んでください。</translation>
    </message>
    <message>
        <source>pull</source>
        <translation>動いた量</translation>
    </message>
    <message>
        <source>Iteration {first}: {place} went from {before} to {after}.</source>
        <translation>イテレーション{first}：{place}は{before}から{after}になりました。</translation>
    </message>
    <message>
        <source>Iterations {first} to {last}: {place} went from {before} to {after}.</source>
        <translation>イテレーション{first}から{last}：{place}は{before}から{after}になりました。</translation>
    </message>
    <message>
        <source>Samples pulled it up by {up} in all, and down by {down}.</source>
        <translation>サンプルが上げた量は合計{up}、下げた量は合計{down}です。</translation>
    </message>
    <message>
        <source>{drawn:,} of {all:,} training samples {drawn:was|were} in its minibatches.</source>
        <translation>{all:,}個の訓練サンプルのうち{drawn:,}個がミニバッチに入っていました。</translation>
    </message>
    <message>
        <source>{sample}, label {label}: {pull}, drawn {draws:,} {draws:time|times}</source>
        <translation>{sample}、ラベル {label}：{pull}（{draws:,}回抽出）</translation>
    </message>
    <message>
        <source>up, by {count:,} {count:sample|samples}</source>
        <translation>上へ（{count:,}個のサンプル）</translation>
    </message>
    <message>
        <source>down, by {count:,} {count:sample|samples}</source>
        <translation>下へ（{count:,}個のサンプル）</translation>
    </message>
    <message>
        <source>No sample did.</source>
        <translation>該当するサンプルはありません。</translation>
    </message>
    <message>
        <source>remembered from before</source>
        <translation>それ以前の記憶から</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>丸め誤差</translation>
    </message>
    <message>
        <source>together: its way</source>
        <translation>合わせて：動いた量</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>iteration</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>場所(&amp;L)</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T)</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>That run has not been trained to its end: there is nothing to compare with yet.</source>
        <translation>その学習はまだ終わっていないため、比べるものがありません。</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>How much of the queue is done</source>
        <translation>順番待ちの進み具合</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>飛ばす</translation>
    </message>
    <message>
        <source>Break off the run that is under way, keep what is done of it, and go on with the next</source>
        <translation>進行中の学習を打ち切り、できたところまで残して、次に進みます</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>すべて中止</translation>
    </message>
    <message>
        <source>Break off the whole queue; what is done is kept</source>
        <translation>順番待ちをすべて打ち切ります。できたところまでは残ります</translation>
    </message>
    <message>
        <source>In turn, {number} of {count}: {name}, {share}</source>
        <translation>順に学習、{count}個中{number}個目：{name}、{share}</translation>
    </message>
</context>
<context>
    <name>RankingModel</name>
    <message>
        <source>unit</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>change of L</source>
        <translation>Lの変化</translation>
    </message>
    <message>
        <source>active</source>
        <translation>出力あり</translation>
    </message>
    <message>
        <source>A tick: it is switched off</source>
        <translation>チェックは、切られている印です</translation>
    </message>
    <message>
        <source>How much it changes without this unit</source>
        <translation>このニューロンがないと、どれだけ変わるか</translation>
    </message>
    <message>
        <source>How much the loss rises without this unit: the more, the more the unit matters</source>
        <translation>このニューロンがないと、損失がどれだけ増えるか。増えるほど、よく効いているニューロンです</translation>
    </message>
    <message>
        <source>The share of the samples for which its output is not 0</source>
        <translation>出力が0でないサンプルの割合</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>The program ended unexpectedly while a run was open. It was kept as it stood after {count:,} {count:iteration|iterations}.</source>
        <translation>学習を開いたまま、プログラムが予期せず終了しました。{count:,}イテレーション後の状態が残っています。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>破棄</translation>
    </message>
</context>
<context>
    <name>RowChooser</name>
    <message>
        <source>all of the minibatch</source>
        <translation>ミニバッチ全体</translation>
    </message>
    <message>
        <source>this row</source>
        <translation>この行</translation>
    </message>
    <message>
        <source>Show all rows; the one that is looked at has a frame</source>
        <translation>すべての行を表示します。見ている行は枠で囲みます</translation>
    </message>
    <message>
        <source>Rows of the minibatch</source>
        <translation>ミニバッチの行</translation>
    </message>
    <message>
        <source>row {row}</source>
        <translation>行 {row}</translation>
    </message>
    <message>
        <source>row {row}: label {label}</source>
        <translation>行 {row}：ラベル {label}</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Ticked: drawn in the plots. A double click or F2 renames a run.</source>
        <translation>チェックのあるものが描かれます。ダブルクリックかF2で名前を変えられます。</translation>
    </message>
    <message>
        <source>Not the same in all runs.</source>
        <translation>すべての学習で同じではありません。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>イテレーション</translation>
    </message>
    <message>
        <source>How far it has been trained.</source>
        <translation>どこまで学習したか。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>The mean of the last 60 losses.</source>
        <translation>最後の60個の損失の平均。</translation>
    </message>
    <message>
        <source>Test acc</source>
        <translation>Test acc</translation>
    </message>
    <message>
        <source>The share of all test images that it gets right, where that was measured last.</source>
        <translation>最後に測ったときの、全テスト画像のうち正しく予測した割合。</translation>
    </message>
    <message>
        <source>Best test</source>
        <translation>最良のTest</translation>
    </message>
    <message>
        <source>The best of those that were measured: at the end of each epoch, and of the run.</source>
        <translation>測った中で最良のもの：各エポックの終わりと、学習の終わりに測ります。</translation>
    </message>
    <message>
        <source>Train acc</source>
        <translation>Train acc</translation>
    </message>
    <message>
        <source>The share of all training images that it gets right, where that was measured last.</source>
        <translation>最後に測ったときの、全訓練画像のうち正しく予測した割合。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>How long it was trained. Runs that are trained beside others take longer.</source>
        <translation>学習にかかった時間。ほかの学習と並行すると長くなります。</translation>
    </message>
    <message>
        <source>Same start</source>
        <translation>同じ出発点</translation>
    </message>
    <message>
        <source>Whether it has the first weights and the minibatches of the present run: those come from the seed.</source>
        <translation>重みの初期値とミニバッチが、今の学習と同じかどうか：どちらもシードで決まります。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>A double click writes a note.</source>
        <translation>ダブルクリックでメモを書けます。</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>{count}, stopped</source>
        <translation>{count}で停止</translation>
    </message>
    <message>
        <source>at iteration {iteration}</source>
        <translation>イテレーション {iteration}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>weights only</source>
        <translation>重みだけ</translation>
    </message>
    <message>
        <source>minibatches only</source>
        <translation>ミニバッチだけ</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>この学習</translation>
    </message>
    <message>
        <source>No more than {most} can be told apart in the plots: hide another one first.</source>
        <translation>図の中で見分けられるのは{most}個までです：先にほかのものを隠してください。</translation>
    </message>
    <message>
        <source>{count:,} {count:run|runs} removed: {names}.</source>
        <translation>{count:,}個の学習を削除しました：{names}。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>{name}: {problem} It was stopped there.</source>
        <translation>{name}：{problem}そこで止めました。</translation>
    </message>
    <message>
        <source>{name} could not be run: {problem}</source>
        <translation>{name}は学習できませんでした：{problem}</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>学習の表</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>学習の絞り込み</translation>
    </message>
    <message>
        <source>Only runs in which this stands: in the name, a setting, a figure or the note</source>
        <translation>名前、設定、数値、メモのどれかにこれを含む学習だけ</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>続きを学習</translation>
    </message>
    <message>
        <source>Make the chosen run the present one, where it was left; the present one is kept</source>
        <translation>選んだ学習を、中断したところから今の学習にします。今の学習は残ります</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Forget the chosen runs; the line below can bring them back</source>
        <translation>選んだ学習を削除します。下の行から元に戻せます</translation>
    </message>
    <message>
        <source>Run in turn…</source>
        <translation>順に学習…</translation>
    </message>
    <message>
        <source>Train several runs that differ in one setting, one after the other</source>
        <translation>設定が1つだけ違う学習を、いくつか順に行います</translation>
    </message>
    <message>
        <source>{count:,} kept {count:run|runs}, {drawn:,} drawn</source>
        <translation>残した学習{count:,}個、うち{drawn:,}個を描画</translation>
    </message>
    <message>
        <source>Runs that are kept, and those that are trained in turn, stand here beside this one.</source>
        <translation>残した学習や順に行った学習が、ここに今のものと並びます。</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Runs</source>
        <translation>学習の表</translation>
    </message>
    <message>
        <source>Space draws a run or hides it, F2 renames it, Delete removes it.</source>
        <translation>Spaceで描くか隠し、F2で名前を変え、Deleteで削除します。</translation>
    </message>
</context>
<context>
    <name>SampleChooser</name>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>training</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>手書き</translation>
    </message>
    <message>
        <source>Number of the sample, as in x_test[number]; x_train has the samples that are learnt from</source>
        <translation>サンプルの番号（x_test[番号]）。x_trainには学習に使うサンプルが入っています</translation>
    </message>
    <message>
        <source>Draw a digit yourself</source>
        <translation>自分で数字を描く</translation>
    </message>
    <message>
        <source>Number of the sample</source>
        <translation>サンプルの番号</translation>
    </message>
    <message>
        <source>only wrong ones</source>
        <translation>誤答のみ</translation>
    </message>
    <message>
        <source>Show only samples that the network predicts wrong as it stands now</source>
        <translation>今のネットワークが間違えるサンプルだけを表示します</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>ランダム</translation>
    </message>
    <message>
        <source>Choose one of them at random</source>
        <translation>この中から1つをランダムに選びます</translation>
    </message>
    <message>
        <source>no.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>What the network sees of the drawing</source>
        <translation>手書きの数字のうちネットワークに入力される画像</translation>
    </message>
    <message>
        <source>What the network sees: the drawing, centred and scaled as its digits were</source>
        <translation>ネットワークに入力される画像：手書きの数字を、データの数字と同じように中央に寄せて大きさを揃えたもの</translation>
    </message>
    <message>
        <source>Draw a digit. To see gradients, say which digit it is meant to be:</source>
        <translation>数字を描いてください。勾配を見るには、どの数字のつもりかを選びます：</translation>
    </message>
    <message>
        <source>Which digit it is meant to be</source>
        <translation>どの数字のつもりか</translation>
    </message>
    <message>
        <source>Steps…</source>
        <translation>段階…</translation>
    </message>
    <message>
        <source>Each step from the drawing to x, and what leaving it out does</source>
        <translation>手書きからxまでの各段階と、それを省いた結果</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>of {total}</source>
        <translation>/ {total}</translation>
    </message>
    <message>
        <source>{found} of {total}</source>
        <translation>該当 {found} / {total}</translation>
    </message>
    <message>
        <source>no. {index}: {label}</source>
        <translation>{index}番：{label}</translation>
    </message>
    <message>
        <source>no. {index}: {label}, predicted {predicted}</source>
        <translation>{index}番：{label}、予測 {predicted}</translation>
    </message>
</context>
<context>
    <name>SamplePanel</name>
    <message>
        <source>scale follows</source>
        <translation>自動スケール</translation>
    </message>
    <message>
        <source>held</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>The largest value of each map gets the full colour</source>
        <translation>各マップの最大の値を最も濃い色にします</translation>
    </message>
    <message>
        <source>Each map keeps its scale, so that samples and iterations can be compared</source>
        <translation>各マップのスケールを保ちます。サンプルどうしやイテレーションどうしを比べられます</translation>
    </message>
    <message>
        <source>hidden layer</source>
        <translation>隠れ層</translation>
    </message>
    <message>
        <source>Value under the pointer</source>
        <translation>ポインタの下の値</translation>
    </message>
    <message>
        <source>The colours of the map that was pointed at last, and its limits</source>
        <translation>最後に指したマップの色とその範囲</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Hold what is seen now, and set beside it what comes: another sample, another iteration, another run</source>
        <translation>今見えているものを固定し、次に見るもの（別のサンプル、別のイテレーション、別の学習）と並べます</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>test data, no. {index}</source>
        <translation>テストデータ {index}番</translation>
    </message>
    <message>
        <source>training data, no. {index}</source>
        <translation>訓練データ {index}番</translation>
    </message>
    <message>
        <source>Show hidden layer {number}</source>
        <translation>隠れ層{number}を表示</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>{said}; before, as {predicted}</source>
        <translation>{said}、比べる相手では{predicted}と認識</translation>
    </message>
    <message>
        <source>no. {number}: {label}; the probabilities are no numbers</source>
        <translation>{number}番：{label}、確率が数になっていません</translation>
    </message>
    <message>
        <source>no. {number}: {label}, read as such ({share})</source>
        <translation>{number}番：{label}、そのとおり認識（{share}）</translation>
    </message>
    <message>
        <source>no. {number}: {label}, read as {predicted} ({share}); loss {loss}</source>
        <translation>{number}番：{label}、{predicted}と認識（{share}）、損失{loss}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings could not be read, so those of the first start are used.</source>
        <translation>設定を読み込めなかったため、初期設定を使います。</translation>
    </message>
    <message>
        <source>The settings cannot be kept in {folder} ({reason}): make it writable.</source>
        <translation>設定を{folder}に保存できません（{reason}）。書き込めるようにしてください。</translation>
    </message>
    <message>
        <source>The file cannot be kept aside ({reason}): {file}</source>
        <translation>ファイルを残しておけませんでした（{reason}）：{file}</translation>
    </message>
    <message>
        <source>The old file was kept as {file}</source>
        <translation>古いファイルは{file}として残しました</translation>
    </message>
    <message>
        <source>The settings are from a newer version, so those of the first start are used.</source>
        <translation>設定がより新しいバージョンのものなので、初期設定を使います。</translation>
    </message>
    <message>
        <source>Some settings could not be used and are as at the first start: {names}.</source>
        <translation>使えない設定があったため、初期設定に戻しました：{names}。</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ShowButton</name>
    <message>
        <source>show…</source>
        <translation>表示…</translation>
    </message>
    <message>
        <source>What to draw here: the accuracies, or what the whole network does over time: gradients, updates, silent units, activations, one cell.</source>
        <translation>ここに描くものを選びます：認識精度、またはネットワーク全体の移り変わり（勾配、更新、出力が0のニューロン、活性化関数の出力、1つのセル）。</translation>
    </message>
    <message>
        <source>What this card shows</source>
        <translation>このカードに表示するもの</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>iteration {number}, operation {operation}</source>
        <translation>イテレーション {number}、演算 {operation}</translation>
    </message>
    <message>
        <source>iteration {number}</source>
        <translation>イテレーション {number}</translation>
    </message>
    <message>
        <source>no prediction: y is NaN</source>
        <translation>予測なし：yがNaNです</translation>
    </message>
    <message>
        <source>predicted {predicted} ({probability})</source>
        <translation>予測 {predicted}（{probability}）</translation>
    </message>
    <message>
        <source>label {label}</source>
        <translation>ラベル {label}</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>test data, no. {index}</source>
        <translation>テストデータ {index}番</translation>
    </message>
    <message>
        <source>training data, no. {index}</source>
        <translation>訓練データ {index}番</translation>
    </message>
    <message>
        <source>other shapes, not compared:</source>
        <translation>形状が異なり、比較しない：</translation>
    </message>
    <message>
        <source>each map has its own scale</source>
        <translation>スケールは図ごとに別</translation>
    </message>
    <message>
        <source>choose another sample,</source>
        <translation>別のサンプルを選ぶか、</translation>
    </message>
    <message>
        <source>or train: B follows</source>
        <translation>学習するとBが変わります</translation>
    </message>
    <message>
        <source>This number is of another run. To see where it comes from, go on with that run (Runs, in the View menu).</source>
        <translation>これは別の学習の値です。どこから来たかを見るには、その学習の続きを学習してください（「表示」メニューの「学習の表」）。</translation>
    </message>
</context>
<context>
    <name>SilentSince</name>
    <message>
        <source>Since when?</source>
        <translation>いつから？</translation>
    </message>
    <message>
        <source>Go through the run from its end, until a minibatch is found in which this unit was at work</source>
        <translation>学習をさかのぼり、このニューロンがはたらいていたミニバッチを探します</translation>
    </message>
    <message>
        <source>It is not dead: in the minibatch of iteration {last} it was still at work.</source>
        <translation>死んではいません。イテレーション{last}のミニバッチでは、まだはたらいていました。</translation>
    </message>
    <message>
        <source>Saturated since iteration {since}: from then on its slope was below 0.01 for every sample of every minibatch, so that next to no gradient came back through it.</source>
        <translation>イテレーション{since}から飽和しています。それ以降、どのミニバッチのどのサンプルでも傾きは0.01未満で、勾配はほとんど戻ってきていません。</translation>
    </message>
    <message>
        <source>It has been silent in every minibatch from the first on: no gradient has ever come back through it.</source>
        <translation>最初から、どのミニバッチでも出力が0でした。勾配がここを通って戻ったことは、一度もありません。</translation>
    </message>
    <message>
        <source>Dead since iteration {since}: from then on it was silent in every minibatch, so that no gradient came back through it.</source>
        <translation>イテレーション{since}から死んでいます。それからは、どのミニバッチでも出力が0で、勾配がここを通って戻っていません。</translation>
    </message>
</context>
<context>
    <name>SmoothingButton</name>
    <message>
        <source>Draw the mean of the last losses over the losses themselves</source>
        <translation>損失に重ねて、直近の損失の平均を描きます</translation>
    </message>
    <message>
        <source>smoothing off</source>
        <translation>平滑化なし</translation>
    </message>
    <message>
        <source>smoothing {count}</source>
        <translation>平滑化 {count}</translation>
    </message>
    <message>
        <source>off</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>mean of the last {count}</source>
        <translation>直近{count}回の平均</translation>
    </message>
</context>
<context>
    <name>SplitChoice</name>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>training</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比べる</translation>
    </message>
    <message>
        <source>Ask the network about all samples, with all units and without those that are off</source>
        <translation>全サンプルについて、すべてのニューロンがある場合と、切られたニューロンがない場合を調べます</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全サンプル</translation>
    </message>
    <message>
        <source>{count:,} {count:sample|samples}</source>
        <translation>{count:,}サンプル</translation>
    </message>
</context>
<context>
    <name>StepBox</name>
    <message>
        <source>no ink</source>
        <translation>インクなし</translation>
    </message>
</context>
<context>
    <name>StepView</name>
    <message>
        <source>What you predicted</source>
        <translation>あなたの予測</translation>
    </message>
    <message>
        <source>What you answered</source>
        <translation>あなたの解答</translation>
    </message>
    <message>
        <source>That is right.</source>
        <translation>正解です。</translation>
    </message>
    <message>
        <source>Noted. Now see.</source>
        <translation>記録しました。続きを見てください。</translation>
    </message>
    <message>
        <source>Hint {number} of {count}</source>
        <translation>ヒント {number}/{count}</translation>
    </message>
</context>
<context>
    <name>StopDesk</name>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>見る</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>オフにする</translation>
    </message>
    <message>
        <source>Breakpoint “{name}”: {why}</source>
        <translation>ブレークポイント「{name}」：{why}</translation>
    </message>
    <message>
        <source>Breakpoint “{name}”, met {time} times: {why}</source>
        <translation>ブレークポイント「{name}」（{time}回目）：{why}</translation>
    </message>
</context>
<context>
    <name>SuggestionButton</name>
    <message>
        <source>Values that are often wanted</source>
        <translation>よく使う値</translation>
    </message>
</context>
<context>
    <name>TargetChoice</name>
    <message>
        <source>two classes</source>
        <translation>2つのクラス</translation>
    </message>
    <message>
        <source>one class</source>
        <translation>1つのクラス</translation>
    </message>
    <message>
        <source>the loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>The difference of two logits: which of two classes it is read as depends on nothing else</source>
        <translation>2つのロジットの差：2つのクラスのどちらと予測されるかはこれだけで決まります</translation>
    </message>
    <message>
        <source>The logit of one class</source>
        <translation>1つのクラスのロジット</translation>
    </message>
    <message>
        <source>The loss: how wrong the network is about this sample</source>
        <translation>損失：このサンプルについてネットワークがどれだけ間違っているか</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>The class that is asked about; “as read” is the one with the largest logit</source>
        <translation>調べるクラス。「予測」はロジットが最大のクラスです</translation>
    </message>
    <message>
        <source>Other class</source>
        <translation>比べるクラス</translation>
    </message>
    <message>
        <source>The class that it is compared with; “its rival” is the label or, where that is the same, the runner-up</source>
        <translation>比べるクラス。「相手」はラベル、それが同じなら2番目のクラスです</translation>
    </message>
    <message>
        <source>rather than</source>
        <translation>と</translation>
    </message>
    <message>
        <source>as read</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>its rival</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>Without a label there is no loss: say beside the drawing which digit it is.</source>
        <translation>ラベルがないと損失はありません：手書きの横でどの数字かを選んでください。</translation>
    </message>
    <message>
        <source>no prediction: y is NaN</source>
        <translation>予測なし：yがNaNです</translation>
    </message>
    <message>
        <source>{one} rather than {other}: {number}</source>
        <translation>{other}ではなく{one}：{number}</translation>
    </message>
</context>
<context>
    <name>TaskQuestion</name>
    <message>
        <source>What did you see? (a line, if you like)</source>
        <translation>何が見えましたか（よければ1行で）</translation>
    </message>
    <message>
        <source>What did you see?</source>
        <translation>何が見えましたか</translation>
    </message>
    <message>
        <source>Do it for me</source>
        <translation>代わりに実行</translation>
    </message>
    <message>
        <source>The program does what is asked for; you see it</source>
        <translation>求められた操作をプログラムが行い、それを見られます</translation>
    </message>
    <message>
        <source>Clicked last: {cell}</source>
        <translation>最後にクリックしたセル：{cell}</translation>
    </message>
    <message>
        <source>Click the cell in the window.</source>
        <translation>ウィンドウの中でそのセルをクリックしてください。</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>Book: {section}</source>
        <translation>本：{section}</translation>
    </message>
    <message>
        <source>See the lesson on it</source>
        <translation>このレッスンを見る</translation>
    </message>
</context>
<context>
    <name>TermsView</name>
    <message>
        <source>Terms of {cell}</source>
        <translation>{cell}の項</translation>
    </message>
    <message>
        <source>What {cell} is made from</source>
        <translation>{cell}の計算に使う値</translation>
    </message>
    <message>
        <source>Up and Down: terms; Left and Right: operands; Enter: open; Backspace: back; S: sort</source>
        <translation>上下：項、左右：値、Enter：開く、Backspace：戻る、S：並べ替え</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>index</source>
        <translation>添字</translation>
    </message>
    <message>
        <source>term</source>
        <translation>項</translation>
    </message>
    <message>
        <source>made from</source>
        <translation>元の値</translation>
    </message>
    <message>
        <source>Sort by index</source>
        <translation>番号順に並べる</translation>
    </message>
    <message>
        <source>Sort by size. The share is that of the term&apos;s size in the sum of all sizes.</source>
        <translation>大きさの順に並べます。割合は、すべての項の大きさ（絶対値）の合計に対する、その項の大きさの割合です。</translation>
    </message>
    <message>
        <source>The share in the sum of all exp(a − m): the probability of the class.</source>
        <translation>すべてのexp(a − m)の合計に対する割合、つまりそのクラスの確率です。</translation>
    </message>
    <message>
        <source>Sort by size</source>
        <translation>大きさの順に並べる</translation>
    </message>
    <message>
        <source>share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>share of all sizes</source>
        <translation>大きさの割合</translation>
    </message>
    <message>
        <source>{count:,} {count:term is|terms are} 0</source>
        <translation>{count:,}個の項は0</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>show</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Samples</source>
        <translation>サンプル</translation>
    </message>
</context>
<context>
    <name>Tick</name>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>to be done</source>
        <translation>未完了</translation>
    </message>
</context>
<context>
    <name>TrailBar</name>
    <message>
        <source>Earlier steps</source>
        <translation>これより前の値</translation>
    </message>
    <message>
        <source>The way to this number</source>
        <translation>この値までの道筋</translation>
    </message>
    <message>
        <source>All of {name}</source>
        <translation>{name}の全体</translation>
    </message>
</context>
<context>
    <name>UnitDetail</name>
    <message>
        <source>Samples that excite it most</source>
        <translation>もっとも強く反応するサンプル</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>切る</translation>
    </message>
    <message>
        <source>See what becomes of the network without this unit</source>
        <translation>このニューロンがないと、ネットワークがどうなるかを見ます</translation>
    </message>
    <message>
        <source>Excited most by</source>
        <translation>もっとも強く反応するサンプル</translation>
    </message>
    <message>
        <source>Unit {number} of hidden layer {layer}</source>
        <translation>隠れ層{layer}のニューロン{number}</translation>
    </message>
    <message>
        <source>weights in</source>
        <translation>入る重み</translation>
    </message>
    <message>
        <source>The weights that lead into the unit: what it looks for (orange), and what speaks against it (blue).</source>
        <translation>このニューロンに入る重みです。探しているもの（オレンジ）と、それに反するもの（青）です。</translation>
    </message>
    <message>
        <source>weights out</source>
        <translation>出る重み</translation>
    </message>
    <message>
        <source>The weights that lead on from the unit: what it speaks for, and against.</source>
        <translation>このニューロンから出る重みです。何を支持し、何に反対するかを示します。</translation>
    </message>
    <message>
        <source>no sample is looked at</source>
        <translation>サンプルが選ばれていません</translation>
    </message>
    <message>
        <source>of the sample</source>
        <translation>サンプルの分</translation>
    </message>
    <message>
        <source>What each input of the chosen sample adds to the sum of the unit: the sample times the weights. Click to see the sum, term by term.</source>
        <translation>選んだサンプルの各入力が、このニューロンの和に加える値です（サンプル×重み）。クリックすると、和を1項ずつ見られます。</translation>
    </message>
    <message>
        <source>The samples are being counted …</source>
        <translation>サンプルを数えています…</translation>
    </message>
    <message>
        <source>Silent for {count:the only sample|all {count:,} samples}.</source>
        <translation>{count:,}個のサンプルすべてで出力が0です。</translation>
    </message>
    <message>
        <source>Saturated for {count:the only sample|all {count:,} samples}: its slope is below 0.01.</source>
        <translation>{count:,}個のサンプルすべてで飽和しています（傾きが0.01未満です）。</translation>
    </message>
    <message>
        <source>Silent for {share} of {count:,} {count:sample|samples}.</source>
        <translation>{count:,}個のサンプルの{share}で出力が0です。</translation>
    </message>
    <message>
        <source>Saturated for {share} of {count:,} {count:sample|samples}.</source>
        <translation>{count:,}個のサンプルの{share}で飽和しています。</translation>
    </message>
    <message>
        <source>It stands out for {name}, by {far} standard deviations.</source>
        <translation>もっとも際立つクラスは{name}です（標準偏差の{far}倍）。</translation>
    </message>
    <message>
        <source>How far its mean over this class is above its mean over all others, in standard deviations of its output over all samples.</source>
        <translation>このクラスでの平均が、ほかのすべての平均をどれだけ上回るかを、全サンプルでの出力の標準偏差を単位として示します。</translation>
    </message>
    <message>
        <source>by class</source>
        <translation>クラスごと</translation>
    </message>
    <message>
        <source>Its output: the mean over the samples of each class, and one standard deviation to either side.</source>
        <translation>出力の、各クラスのサンプルでの平均と、その両側の標準偏差です。</translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation>まだ数えていません</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>サンプルなし</translation>
    </message>
    <message>
        <source>{name}: no sample</source>
        <translation>{name}：サンプルなし</translation>
    </message>
    <message>
        <source>{name}: {mean} ± {spread}, of {count:,} {count:sample|samples}</source>
        <translation>{name}：{mean} ± {spread}（サンプル{count:,}個）</translation>
    </message>
    <message>
        <source>none: it is silent for all of them</source>
        <translation>なし：すべてで出力が0です</translation>
    </message>
    <message>
        <source>No. {index}, label {name}. Click to look at it; twice for its operations.</source>
        <translation>{index}番、ラベル{name}。クリックで表示、ダブルクリックで演算を表示します。</translation>
    </message>
</context>
<context>
    <name>UnitRanking</name>
    <message>
        <source>What becomes of the network without each unit</source>
        <translation>各ニューロンがないと、ネットワークはどうなるか</translation>
    </message>
    <message>
        <source>Space switches a unit off or on again.</source>
        <translation>スペースキーで、ニューロンを切ったり戻したりします。</translation>
    </message>
</context>
<context>
    <name>UnitSwitches</name>
    <message>
        <source>Hidden layer</source>
        <translation>隠れ層</translation>
    </message>
    <message>
        <source>Units that are off</source>
        <translation>切られたニューロン</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>The numbers of the units that are off, such as 3, 7, 12–15</source>
        <translation>切られたニューロンの番号。例：3, 7, 12–15</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Switch off every unit of this layer: what is left are the biases of what comes after</source>
        <translation>この層のニューロンをすべて切ります。残るのは、後に続くもののバイアスだけです</translation>
    </message>
    <message>
        <source>Switch all units on again, in every layer</source>
        <translation>すべての層のニューロンを、すべて元に戻します</translation>
    </message>
    <message>
        <source>silent for this sample</source>
        <translation>このサンプルで出力が0</translation>
    </message>
    <message>
        <source>Switch off the units whose output is 0 for the chosen sample: for this sample nothing changes</source>
        <translation>選んだサンプルで出力が0のニューロンを切ります。このサンプルについては何も変わりません</translation>
    </message>
    <message>
        <source>silent for all</source>
        <translation>全サンプルで出力が0</translation>
    </message>
    <message>
        <source>Switch off the units whose output is 0 for every sample that is asked about: nothing changes</source>
        <translation>調べるサンプルのどれでも出力が0のニューロンを切ります。何も変わりません</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>隠れ層{number}</translation>
    </message>
    <message>
        <source>No unit of this layer is silent there, so none of it is off.</source>
        <translation>この層には出力が0のニューロンがないので、どれも切られていません。</translation>
    </message>
    <message>
        <source>{off:,} of {all:,} {all:unit is|units are} off · click a cell to switch its unit off or on; its colour is the output z of the unit for the chosen sample</source>
        <translation>{all:,}個中{off:,}個のニューロンが切られています · セルをクリックすると、そのニューロンを切ったり戻したりできます。色は、選んだサンプルでのニューロンの出力zです</translation>
    </message>
</context>
<context>
    <name>UnitsPage</name>
    <message>
        <source>Units</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>Hidden layer</source>
        <translation>隠れ層</translation>
    </message>
    <message>
        <source>Which hidden layer&apos;s units are shown</source>
        <translation>どの隠れ層のニューロンを表示するかを選びます</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>番号の順</translation>
    </message>
    <message>
        <source>by size of weights in</source>
        <translation>入る重みの大きさの順</translation>
    </message>
    <message>
        <source>by how often silent</source>
        <translation>出力が0の割合の順</translation>
    </message>
    <message>
        <source>by size of weights out</source>
        <translation>出る重みの大きさの順</translation>
    </message>
    <message>
        <source>by mean output</source>
        <translation>平均出力の順</translation>
    </message>
    <message>
        <source>by spread of the output</source>
        <translation>出力の標準偏差の順</translation>
    </message>
    <message>
        <source>by largest output</source>
        <translation>最大の出力の順</translation>
    </message>
    <message>
        <source>by selectivity for a class</source>
        <translation>クラス選択性の順</translation>
    </message>
    <message>
        <source>by influence</source>
        <translation>影響の順</translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation>ニューロンの順序</translation>
    </message>
    <message>
        <source>In which order the units stand; the largest first</source>
        <translation>ニューロンを並べる順序です。大きいものが先です</translation>
    </message>
    <message>
        <source>test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>training</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Count over the test data</source>
        <translation>テストデータで数えます</translation>
    </message>
    <message>
        <source>Count over the training data</source>
        <translation>訓練データで数えます</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全サンプル</translation>
    </message>
    <message>
        <source>Count over all samples, however long it takes</source>
        <translation>時間がかかっても、全サンプルで数えます</translation>
    </message>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>まだ何も計算していません。</translation>
    </message>
    <message>
        <source>This network has no hidden units: the inputs lead straight to the classes. The experiment has a field for hidden layers.</source>
        <translation>このネットワークには隠れ層のニューロンがなく、入力がそのままクラスにつながっています。隠れ層の数は、実験パネルで変えられます。</translation>
    </message>
    <message>
        <source>over {count:,} test {count:sample|samples}</source>
        <translation>テストサンプル{count:,}個</translation>
    </message>
    <message>
        <source>over the first {count:,} of {total:,} test {total:sample|samples}</source>
        <translation>テストサンプル{total:,}個のうち最初の{count:,}個</translation>
    </message>
    <message>
        <source>over {count:,} training {count:sample|samples}</source>
        <translation>訓練サンプル{count:,}個</translation>
    </message>
    <message>
        <source>over the first {count:,} of {total:,} training {total:sample|samples}</source>
        <translation>訓練サンプル{total:,}個のうち最初の{count:,}個</translation>
    </message>
    <message>
        <source>Unit {number}</source>
        <translation>ニューロン{number}</translation>
    </message>
    <message>
        <source>silent for all samples</source>
        <translation>全サンプルで出力が0</translation>
    </message>
    <message>
        <source>saturated for all samples</source>
        <translation>全サンプルで飽和</translation>
    </message>
    <message>
        <source>hidden layer {number}</source>
        <translation>隠れ層{number}</translation>
    </message>
</context>
<context>
    <name>UnitsView</name>
    <message>
        <source>Units</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>なしの場合</translation>
    </message>
    <message>
        <source>What each hidden unit looks for</source>
        <translation>各ニューロンが探しているもの</translation>
    </message>
    <message>
        <source>Switch units off in a copy of the network, and see what becomes of it</source>
        <translation>ネットワークのコピーでニューロンを切り、どうなるかを見ます</translation>
    </message>
    <message>
        <source>after iteration {iteration}</source>
        <translation>イテレーション{iteration}の後</translation>
    </message>
</context>
<context>
    <name>UpdateBox</name>
    <message>
        <source>Change of the loss over the learning rate</source>
        <translation>学習率ごとの損失の変化</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Update of {place}, learning rate {rate}</source>
        <translation>{place}の更新、学習率{rate}</translation>
    </message>
    <message>
        <source>old</source>
        <translation>前の値</translation>
    </message>
    <message>
        <source>lr</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>勾配</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新しい値</translation>
    </message>
    <message>
        <source>The gradient promises that a step changes the loss by g·ΔW, summed over all parameters; a step of −lr·g, as SGD makes it, by −lr·‖g‖². measured / predicted is 1 where it keeps the promise, 0 where the loss stays as it was, and negative where it moves the other way.</source>
        <translation>勾配の予測では、1回の更新で損失はg·ΔW（全パラメータの和）だけ変わります。SGDのように−lr·gだけ動くなら−lr·‖g‖²です。実際 / 予測は、予測どおりなら1、損失が変わらなければ0、予測と逆の向きに変われば負になります。</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>まだ計算されていません</translation>
    </message>
    <message>
        <source>predicted {formula}</source>
        <translation>予測 {formula}</translation>
    </message>
    <message>
        <source>measured change of L</source>
        <translation>実際のLの変化</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>学習での値</translation>
    </message>
    <message>
        <source>measured / predicted</source>
        <translation>実際 / 予測</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未計算</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>実際</translation>
    </message>
    <message>
        <source>change of L</source>
        <translation>Lの変化</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学習率</translation>
    </message>
</context>
<context>
    <name>UpdateView</name>
    <message>
        <source>Update of {cell}</source>
        <translation>{cell}の更新</translation>
    </message>
</context>
<context>
    <name>ValueEdit</name>
    <message>
        <source>Enter applies · Esc: back to {value}</source>
        <translation>Enterで確定 · Escで{value}に戻す</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Click a cell to see where its number comes from.</source>
        <translation>セルをクリックすると、その値がどこから来たかを表示します。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>What it sees</source>
        <translation>見ているもの</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>答え</translation>
    </message>
    <message>
        <source>▶ Run</source>
        <translation>▶ 実行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>It says: {predicted} ({probability}).</source>
        <translation>答えは{predicted}（{probability}）です。</translation>
    </message>
    <message>
        <source>The right answer is {label}.</source>
        <translation>正解は{label}です。</translation>
    </message>
    <message>
        <source>Press Run, or the space bar. It then looks at {count} {samples} at a time, and corrects itself a little after each look. Watch the curve of its mistakes fall here, and its answer for the sample become right.</source>
        <translation>「実行」またはスペースキーを押してください。{samples}を{count}個ずつ見ては、自分を少しずつ直していきます。ここでは間違いの大きさの曲線が下がり、サンプルへの答えが正しくなっていくのが見えます。</translation>
    </message>
    <message>
        <source>It has not learnt anything yet: it guesses.</source>
        <translation>まだ何も学習していないので、あてずっぽうです。</translation>
    </message>
    <message>
        <source>So far it has corrected itself {count:,} {count:time|times}.</source>
        <translation>これまでに{count:,}回、自分を直しました。</translation>
    </message>
</context>
<context>
    <name>WhatIfPage</name>
    <message>
        <source>Value of the chosen parameter</source>
        <translation>選んだパラメータの値</translation>
    </message>
    <message>
        <source>Sample of the minibatch</source>
        <translation>ミニバッチのサンプル</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Take back all changes</source>
        <translation>すべての変更を取り消します</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>Nothing of this touches training: it is tried out on a copy.</source>
        <translation>コピーの上で試すので、学習にはまったく影響しません。</translation>
    </message>
    <message>
        <source>All values down to the loss</source>
        <translation>損失までのすべての値</translation>
    </message>
    <message>
        <source>Choose a cell of a parameter, as W1 or b2, to change it too.</source>
        <translation>W1やb2のようなパラメータのセルを選ぶと、その値も変えられます。</translation>
    </message>
    <message>
        <source>label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>その結果</translation>
    </message>
    <message>
        <source>y before</source>
        <translation>変更前のy</translation>
    </message>
    <message>
        <source>y after</source>
        <translation>変更後のy</translation>
    </message>
    <message>
        <source>of {count} (0 to {last})</source>
        <translation>/ {count}個（0〜{last}）</translation>
    </message>
    <message>
        <source>Label of this sample</source>
        <translation>このサンプルのラベル</translation>
    </message>
    <message>
        <source>L before</source>
        <translation>変更前のL</translation>
    </message>
    <message>
        <source>L after</source>
        <translation>変更後のL</translation>
    </message>
    <message>
        <source>true change</source>
        <translation>実際の変化</translation>
    </message>
    <message>
        <source>gradient × change</source>
        <translation>勾配 × 変更量</translation>
    </message>
    <message>
        <source>No change yet.</source>
        <translation>まだ変更はありません。</translation>
    </message>
    <message>
        <source>{count} changes, the last of them:</source>
        <translation>変更{count}個、最後のもの：</translation>
    </message>
</context>
<context>
    <name>When</name>
    <message>
        <source>No sample is chosen.</source>
        <translation>サンプルが選ばれていません。</translation>
    </message>
    <message>
        <source>a few iterations looked at; all of them once training rests</source>
        <translation>一部のイテレーションを調べました。学習が止まるとすべて調べます</translation>
    </message>
    <message>
        <source>{part} looked at …</source>
        <translation>{part}を調べました…</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>あなたの手書き</translation>
    </message>
    <message>
        <source>No. {index} ({label})</source>
        <translation>番号{index}（{label}）</translation>
    </message>
    <message>
        <source>no answer since {since}</source>
        <translation>{since}から答えなし</translation>
    </message>
    <message>
        <source>read as {answer} since {since}</source>
        <translation>{since}から{answer}と認識</translation>
    </message>
    <message>
        <source>right since {since}</source>
        <translation>{since}から正解</translation>
    </message>
    <message>
        <source>never right so far</source>
        <translation>まだ一度も正解していません</translation>
    </message>
    <message>
        <source>first right at {first}</source>
        <translation>最初の正解は{first}</translation>
    </message>
    <message>
        <source>changed its mind {count:,} {count:time|times}</source>
        <translation>答えが変わったのは{count:,}回</translation>
    </message>
</context>
<context>
    <name>WhenButton</name>
    <message>
        <source>when?</source>
        <translation>いつ？</translation>
    </message>
    <message>
        <source>At which iterations the chosen sample was right: a band beneath the loss curve, found by running them again.</source>
        <translation>選んだサンプルがどのイテレーションで正解だったかを、損失の曲線の下に帯で示します。もう一度実行して調べます。</translation>
    </message>
    <message>
        <source>When the chosen sample was right</source>
        <translation>選んだサンプルがいつ正解だったか</translation>
    </message>
</context>
<context>
    <name>WhereFrom</name>
    <message>
        <source>Back to the number before (Alt+←)</source>
        <translation>前の値に戻ります（Alt+←）</translation>
    </message>
    <message>
        <source>Back to the number before</source>
        <translation>前の値に戻る</translation>
    </message>
    <message>
        <source>What this hidden unit looks for, in the units</source>
        <translation>このニューロンが探しているものを、ニューロンのパネルで見ます</translation>
    </message>
    <message>
        <source>Life of this cell</source>
        <translation>このセルの一生</translation>
    </message>
    <message>
        <source>Its value and its gradient over the whole run, in the curves</source>
        <translation>実行全体での値と勾配を、曲線のパネルに表示します</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>最新にする</translation>
    </message>
    <message>
        <source>Show this number as training has it now</source>
        <translation>学習の今の時点での値を表示します</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>値をコピー</translation>
    </message>
    <message>
        <source>Copy formula</source>
        <translation>式をコピー</translation>
    </message>
    <message>
        <source>Where a number comes from</source>
        <translation>値の出どころ</translation>
    </message>
    <message>
        <source>Click a cell of any map, of a sample or of an operation, to see where its number comes from. Or type which one in the field above, as W1[3, 7], and press Enter (Ctrl+L leads there).</source>
        <translation>サンプルや演算のどのマップでも、セルをクリックすると、その値がどこから来たかを表示します。上の欄にW1[3, 7]のように入力してEnterを押すこともできます（Ctrl+Lで欄に移れます）。</translation>
    </message>
    <message>
        <source>Nothing has been computed yet. Step an operation or an iteration, and its numbers can be looked at here.</source>
        <translation>まだ何も計算されていません。演算かイテレーションを1つ進めると、ここで値を見られます。</translation>
    </message>
    <message>
        <source>Unit {number}</source>
        <translation>ニューロン{number}</translation>
    </message>
    <message>
        <source>Where {cell} comes from</source>
        <translation>{cell}の出どころ</translation>
    </message>
    <message>
        <source>as of iteration {iteration}; training goes on</source>
        <translation>イテレーション{iteration}の時点。学習は続いています</translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>of {sample} alone, with the network as it stood in iteration {iteration}, after {position} of its operations</source>
        <translation>{sample}だけについて（イテレーション{iteration}の演算を{position}個終えたネットワーク）</translation>
    </message>
    <message>
        <source>of {sample} alone, with the network as it stood after iteration {iteration}</source>
        <translation>{sample}だけについて（イテレーション{iteration}の後のネットワーク）</translation>
    </message>
</context>
<context>
    <name>WithoutPage</name>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>まだ何も計算されていません。</translation>
    </message>
    <message>
        <source>This network has no hidden layer, and so no unit that could be switched off. Choose one hidden layer or more in the Experiment panel, and press Reset.</source>
        <translation>このネットワークには隠れ層がないので、切れるニューロンがありません。実験パネルで隠れ層を一つ以上にして、「リセット」を押してください。</translation>
    </message>
    <message>
        <source>not compared yet</source>
        <translation>まだ比べていません</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断しました</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Sample</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>実験</translation>
    </message>
    <message>
        <source>One sample on its way forward, and its gradients on their way back</source>
        <translation>1つのサンプルの順伝播と、その勾配の逆伝播</translation>
    </message>
    <message>
        <source>The data, the network and how it learns</source>
        <translation>データ、ネットワーク、学習のしかた</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>読み違い</translation>
    </message>
    <message>
        <source>Which samples are read as which: of all test data, or of all training data</source>
        <translation>どのサンプルがどれと読まれているか。テストデータ全部、または訓練データ全部について</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>A picture of your own, and each step of its way to x</source>
        <translation>自分の画像が、一段ずつxになるまで</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>Where in the chosen sample it is decided what it is read as</source>
        <translation>選んだサンプルのどこで、何と読まれるかが決まるか</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>ニューロン</translation>
    </message>
    <message>
        <source>What each hidden unit looks for, and what becomes of the network without it</source>
        <translation>隠れ層のそれぞれのニューロンが何を見ているか、そしてそれがないとネットワークはどうなるか</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Activation</source>
        <translation>活性化関数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>バッチサイズ</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>重みの初期値</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隠れ層のニューロン数</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>イテレーション数</translation>
    </message>
    <message>
        <source>Nearly all of hidden layer {layer} has fallen silent: only {few:,} of {all:,} training samples still {few:gets|get} anything but 0 from any of its units, all others get the same prediction, and no gradient comes back from them through it. A smaller learning rate from the start helps; first weights “he” or more units may.</source>
        <translation>隠れ層{layer}のニューロンは、ほぼすべて出力が0になりました。0以外の出力があるのは、訓練サンプル{all:,}個のうち{few:,}個だけです。ほかはすべて同じ予測になり、この層を通って勾配が戻りません。最初から学習率を小さくしてください。重みの初期値「he」やニューロンを増やすことも有効な場合があります。</translation>
    </message>
    <message>
        <source>No mistake shows in the {cells} {cells:cell|cells} that could be compared and {cells:is|are} not 0, but of {names} too little can be told: {why}.</source>
        <translation>比べることのできた0でない{cells}個のセルに間違いは見られませんが、{names}については十分に判定できません（{why}）。</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数値の型</translation>
    </message>
    <message>
        <source>Pixel ({down}, {across}) is blank in all {count:,} images of this minibatch, so every term is 0. Of all {all:,} training images, {inked:,} {inked:has|have} ink there.</source>
        <translation>ピクセル({down}, {across})は、このミニバッチの{count:,}枚の画像すべてで空白なので、どの項も0です。全{all:,}枚の訓練画像のうち、ここにインクがあるのは{inked:,}枚です。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Built-in digits</source>
        <translation>内蔵の数字</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>1,797 handwritten digits of 8×8 pixels. They come with the program.</source>
        <translation>8×8ピクセルの手書き数字1,797枚。プログラムに付属しています。</translation>
    </message>
    <message>
        <source>70,000 handwritten digits of 28×28 pixels, the data of the book.</source>
        <translation>28×28ピクセルの手書き数字70,000枚。本で使われているデータです。</translation>
    </message>
    <message>
        <source>{part} forward</source>
        <translation>{part} 順伝播</translation>
    </message>
    <message>
        <source>{part} backward</source>
        <translation>{part} 逆伝播</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>ミニバッチの抽出</translation>
    </message>
    <message>
        <source>update {part}</source>
        <translation>{part}の更新</translation>
    </message>
    <message>
        <source>loss after update</source>
        <translation>更新後の損失</translation>
    </message>
    <message>
        <source>There is no data set named {name}; choose one of {names}.</source>
        <translation>{name}というデータセットはありません。次の中から選んでください：{names}。</translation>
    </message>
    <message>
        <source>{title}: found a label {found}; labels go from 0 to {last}.</source>
        <translation>{title}：ラベル{found}がありました。ラベルは0から{last}までです。</translation>
    </message>
    <message>
        <source>stopped at {received:,} of {size:,} bytes</source>
        <translation>{size:,}バイト中{received:,}バイトで途切れました</translation>
    </message>
    <message>
        <source>{title} could not be downloaded: no mirror gave {name}. {answers}. Check the connection and try again later, or choose a folder that holds the files.</source>
        <translation>{title}をダウンロードできませんでした。どのミラーからも{name}を取得できません（{answers}）。接続を確認して後でもう一度試すか、ファイルのあるフォルダを選んでください。</translation>
    </message>
    <message>
        <source>failed ({kind})</source>
        <translation>失敗しました（{kind}）</translation>
    </message>
    <message>
        <source>{title} cannot be kept in {folder}: {reason}. Choose another folder, or make this one writable with enough free space.</source>
        <translation>{title}を{folder}に保存できません：{reason}。別のフォルダを選ぶか、このフォルダを書き込み可能にして空きを確保してください。</translation>
    </message>
    <message>
        <source>answered {status} {reason}</source>
        <translation>応答は{status} {reason}でした</translation>
    </message>
    <message>
        <source>answered with a web page instead of the file</source>
        <translation>ファイルではなくWebページが返されました</translation>
    </message>
    <message>
        <source>the proxy on the way to it could not be reached</source>
        <translation>途中のプロキシに接続できませんでした</translation>
    </message>
    <message>
        <source>its certificate could not be verified</source>
        <translation>証明書を検証できませんでした</translation>
    </message>
    <message>
        <source>could not be reached</source>
        <translation>接続できませんでした</translation>
    </message>
    <message>
        <source>sent more than the {size:,} bytes of the file</source>
        <translation>ファイルの{size:,}バイトより多く送られてきました</translation>
    </message>
    <message>
        <source>sent other content than was published (SHA-256 differs)</source>
        <translation>公開されたものと内容が違います（SHA-256の不一致）</translation>
    </message>
    <message>
        <source>{file} promises {shape} values, where at most {limits} are expected. Check that it is the right file, or get a fresh copy of it.</source>
        <translation>{file}には{shape}個の値があることになっていますが、多くても{limits}のはずです。正しいファイルか確認するか、入手し直してください。</translation>
    </message>
    <message>
        <source>{file} is empty. Get a fresh copy of it.</source>
        <translation>{file}は空です。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} ends inside its header, after {found} of {expected} bytes. Get a fresh copy of it.</source>
        <translation>{file}はヘッダの途中で終わっています（{expected}バイト中{found}バイト）。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} has its bytes in little-endian order (it begins with {found}, where {expected} was expected). Get a copy in the published form.</source>
        <translation>{file}のバイト順がリトルエンディアンです（先頭は{expected}のはずが{found}です）。公開された形式のものを入手してください。</translation>
    </message>
    <message>
        <source>{file} is not an IDX file: it begins with {found}, where {expected} was expected. Check that it is the right file, or get a fresh copy of it.</source>
        <translation>{file}はIDXファイルではありません（先頭は{expected}のはずが{found}です）。正しいファイルか確認するか、入手し直してください。</translation>
    </message>
    <message>
        <source>{file} holds values of type 0x{type:02X} ({name}), where unsigned bytes (0x08) were expected. Get a copy in the published form.</source>
        <translation>{file}の値の型が0x{type:02X}（{name}）です。符号なしバイト（0x08）のはずです。公開された形式のものを入手してください。</translation>
    </message>
    <message>
        <source>{file} holds nothing: its header says {shape} values. Get a fresh copy of it.</source>
        <translation>{file}は中身がありません（ヘッダでは値が{shape}個）。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} has its sizes in little-endian order: its header says {shape}, but means {swapped}. Get a copy in the published form.</source>
        <translation>{file}のサイズのバイト順がリトルエンディアンです（ヘッダの{shape}は{swapped}の意味です）。公開された形式のものを入手してください。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Check the folder and the rights to read it.</source>
        <translation>{file}を読めません：{reason}。フォルダと読み取りの権限を確認してください。</translation>
    </message>
    <message>
        <source>{file} is cut off: its gzip data has no end. Get a fresh copy of it.</source>
        <translation>{file}は途中で切れています（gzipデータの終わりがありません）。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} goes on after its gzip data (a second part, or something added). Get a fresh copy of it.</source>
        <translation>{file}にはgzipデータの後にも続きがあります（2つ目のデータか、付け足された何か）。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} is damaged: its gzip data cannot be unpacked ({reason}). Get a fresh copy of it.</source>
        <translation>{file}は壊れています（gzipデータを展開できません：{reason}）。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} holds a label {found}; labels go from 0 to {last}. Get a fresh copy of it.</source>
        <translation>{file}にラベル{found}がありました。ラベルは0から{last}までです。入手し直してください。</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>大きすぎます</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>it has {size:,} of {expected:,} bytes</source>
        <translation>{expected:,}バイトのうち{size:,}バイトしかありません</translation>
    </message>
    <message>
        <source>its content is another</source>
        <translation>内容が異なります</translation>
    </message>
    <message>
        <source>{name} is no PNG or JPEG, or larger than {most:,} × {most:,}</source>
        <translation>{name}はPNGかJPEGではないか、{most:,} × {most:,}を超えています</translation>
    </message>
    <message>
        <source>{place} is computed, not given. Change {name} or an input, and see what becomes of it.</source>
        <translation>{place}は計算される値で、与えられる値ではありません。{name}か入力を変えて、どうなるかを見てください。</translation>
    </message>
    <message>
        <source>{samples} {samples:sample|samples} but {labels} {labels:label|labels}: each sample needs its own label.</source>
        <translation>サンプルは{samples}個ですが、ラベルは{labels}個です。サンプル1個ごとにラベルが1つ必要です。</translation>
    </message>
    <message>
        <source>{title}: a point has {found} {found:coordinate|coordinates}, where {expected} were expected.</source>
        <translation>{title}：点の座標の数が{found}です。{expected}のはずです。</translation>
    </message>
    <message>
        <source>{title}: an image has {found} {found:pixel|pixels}, where {height} × {width} = {expected} were expected.</source>
        <translation>{title}：画像のピクセル数が{found}です。{height} × {width} = {expected}のはずです。</translation>
    </message>
    <message>
        <source>{title}: {path} is not as it came with the program ({reason}). Fetch it again: with git checkout -- resources in the folder of the program, or as a fresh copy of the program.</source>
        <translation>{title}：{path}がプログラムに付属していたものと違います（{reason}）。プログラムのフォルダでgit checkout -- resourcesを実行するか、プログラムを入手し直してください。</translation>
    </message>
    <message>
        <source>{file} has {size:,} bytes, where at most {most:,} are expected. Check that it is the right file, or get a fresh copy of it.</source>
        <translation>{file}は{size:,}バイトあります（最大でも{most:,}バイトのはずです）。正しいファイルか確認するか、入手し直してください。</translation>
    </message>
    <message>
        <source>{file} is {form}, not an IDX file. Check that it is the right file, or get a fresh copy of it.</source>
        <translation>{file}は{form}で、IDXファイルではありません。正しいファイルか確認するか、入手し直してください。</translation>
    </message>
    <message>
        <source>{problem} A download puts nothing in the place of a file of yours: choose another folder for it, or move that file elsewhere first.</source>
        <translation>{problem}ダウンロードが自分のファイルを置き換えることはありません。別のフォルダにダウンロードするか、先にそのファイルをほかの場所へ移してください。</translation>
    </message>
    <message>
        <source>{file} is in the way of a download: it is a folder, or a link that leads nowhere. Choose another folder for the download, or move it elsewhere first.</source>
        <translation>{file}があるためダウンロードできません（フォルダか、リンク先のないリンクです）。別のフォルダにダウンロードするか、先にほかの場所へ移してください。</translation>
    </message>
    <message>
        <source>{title} is not on this computer (looked in {folders}). Download it ({size:.1f} MB), or choose the folder with its files; the variable MNIST_DIR can name it, too.</source>
        <translation>{title}がこのコンピュータにありません（探した場所：{folders}）。ダウンロードするか（{size:.1f} MB）、ファイルのあるフォルダを選んでください。環境変数MNIST_DIRでも指定できます。</translation>
    </message>
    <message>
        <source>{title}: {folder} cannot be looked into ({reason}). Make it readable, choose another folder with the four files, or download them.</source>
        <translation>{title}：{folder}の中を見られません（{reason}）。読み取れるようにするか、4つのファイルのある別のフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {folder} has no {names} (nor the same with .gz). Choose the folder with the four files, or download them.</source>
        <translation>{title}：{folder}に{names}がありません（.gzの付いたものもありません）。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{file} ({form})</source>
        <translation>{file}（{form}）</translation>
    </message>
    <message>
        <source>{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. Unpack it, and choose the folder with the four files; or download them.</source>
        <translation>{title}：{folder}には4つのファイル（{name}など）が1つもありません。そこにあったもの：{seen}。展開して4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {folder} has none of the four files ({name} and so on). What was seen there: {seen}. No form but the four files is read: choose the folder that has them, or download them.</source>
        <translation>{title}：{folder}には4つのファイル（{name}など）が1つもありません。そこにあったもの：{seen}。読み込めるのはこの4つのファイルの形式だけです。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {folder} has none of the four files ({name} and so on), nor have the folders in it. Choose the folder with the four files, or download them.</source>
        <translation>{title}：{folder}にも、その中のフォルダにも、4つのファイル（{name}など）が1つもありません。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {folder} is a link that leads nowhere. Choose the folder with the four files, or download them.</source>
        <translation>{title}：{folder}はリンク先のないリンクです。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {folder} does not exist. Choose the folder with the four files, or download them.</source>
        <translation>{title}：{folder}がありません。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {file} is one of the four files itself: choose the folder that it lies in, or download them.</source>
        <translation>{title}：{file}は4つのファイルの1つそのものです。そのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {file} is {form}, not a folder. Unpack it, and choose the folder with the four files; or download them.</source>
        <translation>{title}：{file}は{form}で、フォルダではありません。展開して4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {file} is {form}, not a folder. No form but the four files is read: choose the folder that has them, or download them.</source>
        <translation>{title}：{file}は{form}で、フォルダではありません。読み込めるのは4つのファイルの形式だけです。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{title}: {file} is a file, not a folder. Choose the folder with the four files, or download them.</source>
        <translation>{title}：{file}はファイルで、フォルダではありません。4つのファイルのあるフォルダを選ぶか、ダウンロードしてください。</translation>
    </message>
    <message>
        <source>{file} is whole, but it is not MNIST&apos;s {name}: {what}. It is left as it is. Choose the folder with MNIST&apos;s own files, or download them to a folder of their own.</source>
        <translation>{file}は壊れていませんが、MNISTの{name}ではありません（{what}）。このファイルはそのままにしてあります。MNIST本来のファイルのあるフォルダを選ぶか、専用のフォルダにダウンロードしてください。</translation>
    </message>
    <message>
        <source>it is MNIST&apos;s {name}, under another name</source>
        <translation>名前を変えたMNISTの{name}です</translation>
    </message>
    <message>
        <source>with its {count:,} images of {height}×{width} pixels it seems to belong to {title}</source>
        <translation>{height}×{width}ピクセルの画像が{count:,}枚なので、{title}のもののようです</translation>
    </message>
    <message>
        <source>with its {count:,} labels it seems to belong to {title}</source>
        <translation>ラベルが{count:,}個なので、{title}のもののようです</translation>
    </message>
    <message>
        <source>a valid IDX file of {shape} values</source>
        <translation>値{shape}個の正しいIDXファイルです</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ZIPアーカイブ</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>tarアーカイブ</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>an archive of NumPy, as Keras keeps MNIST</source>
        <translation>KerasがMNISTの保存に使うNumPyのアーカイブ</translation>
    </message>
    <message>
        <source>an array of NumPy</source>
        <translation>NumPyの配列</translation>
    </message>
    <message>
        <source>a pickle, as the book&apos;s own program keeps MNIST</source>
        <translation>本のプログラムがMNISTの保存に使うpickle</translation>
    </message>
    <message>
        <source>a packed pickle, as some courses hand MNIST out</source>
        <translation>MNISTの配布に使われることのある圧縮されたpickle</translation>
    </message>
    <message>
        <source>a file of PyTorch</source>
        <translation>PyTorchのファイル</translation>
    </message>
    <message>
        <source>a file of TensorFlow</source>
        <translation>TensorFlowのファイル</translation>
    </message>
    <message>
        <source>a file of MATLAB</source>
        <translation>MATLABのファイル</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5ファイル</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>Parquetファイル</translation>
    </message>
    <message>
        <source>a CSV table</source>
        <translation>CSVの表</translation>
    </message>
    <message>
        <source>an ARFF table</source>
        <translation>ARFFの表</translation>
    </message>
    <message>
        <source>an IDX file under another name</source>
        <translation>別の名前のIDXファイル</translation>
    </message>
    <message>
        <source>a pointer of Git LFS</source>
        <translation>Git LFSのポインタ</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>Webページ</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>How the loss changes with each of these numbers. Learning moves each of them the other way, to make the loss smaller.</source>
        <translation>これらの値を変えると、損失がどう変わるかです。学習では、損失が小さくなるように、それぞれの値を逆の向きに動かします。</translation>
    </message>
    <message>
        <source>Overfitting after epoch {epoch:,}: train acc {train}, test acc {test} ({best} after epoch {then:,}).</source>
        <translation>過学習（エポック{epoch:,}後）：train accは{train}、test accは{test}（エポック{then:,}後には{best}）。</translation>
    </message>
    <message>
        <source>Overfitting after epoch {epoch:,}: train acc {train}, test acc {test}.</source>
        <translation>過学習（エポック{epoch:,}後）：train accは{train}、test accは{test}。</translation>
    </message>
    <message>
        <source>Pixel ({down}, {across}) of {image}: from 0 for paper to 1 for ink.</source>
        <translation>{image}のピクセル({down}, {across})です。0が紙、1がインクです。</translation>
    </message>
    <message>
        <source>Pixel ({down}, {across}) of {image}: {level} of {brightest} in its file.</source>
        <translation>{image}のピクセル({down}, {across})です。ファイルでの値は{brightest}を最大とする{level}です。</translation>
    </message>
    <message>
        <source>The label of {image} is {name}: t is 1 in its place, and 0 in all others.</source>
        <translation>{image}のラベルは{name}です。tはその位置だけが1で、ほかはすべて0です。</translation>
    </message>
    <message>
        <source>Train with the mistake and without it, on copies.</source>
        <translation>コピーの上で、間違いがある場合とない場合を訓練してください。</translation>
    </message>
    <message>
        <source>Try {value} for {place}, on a copy.</source>
        <translation>コピーの上で、{place}を{value}にしてみてください。</translation>
    </message>
    <message>
        <source>Unit {unit} of layer {layer} is silent in {count:this sample|all {count:,} samples} ({cells} is not above 0), so {count:the|every} term is 0.</source>
        <translation>隠れ層{layer}のニューロン{unit}は、{count:,}個のサンプルすべてで出力が0なので（{cells}が0より大きくありません）、どの項も0です。</translation>
    </message>
    <message>
        <source>Vanishing gradient: ‖{first}‖ = {small}, ‖{last}‖ = {large}.</source>
        <translation>勾配消失：‖{first}‖ = {small}、‖{last}‖ = {large}。</translation>
    </message>
    <message>
        <source>What the network is given of a sample: nothing but numbers.</source>
        <translation>サンプルのうち、ネットワークに渡されるものです。数値だけです。</translation>
    </message>
    <message>
        <source>a valid IDX file of {count:,} {count:image|images} of {height}×{width} pixels</source>
        <translation>{height}×{width}ピクセルの画像{count:,}枚の正しいIDXファイルです</translation>
    </message>
    <message>
        <source>a valid IDX file of {count:,} {count:label|labels}</source>
        <translation>ラベル{count:,}個の正しいIDXファイルです</translation>
    </message>
    <message>
        <source>gave no answer within {seconds:g} {seconds:second|seconds}</source>
        <translation>{seconds:g}秒以内に応答がありませんでした</translation>
    </message>
    <message>
        <source>of {count} {count:cell|cells} {what}</source>
        <translation>{count}個のセルのうち{what}</translation>
    </message>
    <message>
        <source>offered {length} instead of {size:,} bytes</source>
        <translation>{size:,}バイトのはずが、{length}バイトと応答されました</translation>
    </message>
    <message>
        <source>the drawing</source>
        <translation>手書きの数字</translation>
    </message>
    <message>
        <source>training image {number:,}</source>
        <translation>訓練画像{number:,}</translation>
    </message>
    <message>
        <source>test image {number:,}</source>
        <translation>テスト画像{number:,}</translation>
    </message>
    <message>
        <source>As it stood in iteration {iteration}, after {position} of its operations.</source>
        <translation>イテレーション{iteration}の演算を{position}個終えた時点の値です。</translation>
    </message>
    <message>
        <source>As the update of iteration {iteration} left it.</source>
        <translation>イテレーション{iteration}の更新が終わったときの値です。</translation>
    </message>
    <message>
        <source>Every bias is 0 before training.</source>
        <translation>学習前のバイアスはすべて0です。</translation>
    </message>
    <message>
        <source>Drawn at random before training.</source>
        <translation>学習前に乱数で決めた値です。</translation>
    </message>
    <message>
        <source>Drawn at random before training: normally distributed about 0, with standard deviation {std}.</source>
        <translation>学習前に乱数で決めた値です。平均0、標準偏差{std}の正規分布に従います。</translation>
    </message>
    <message>
        <source>{name} has not been computed yet. Go on operation by operation until it is, or finish the iteration.</source>
        <translation>{name}はまだ計算されていません。計算されるまで演算を1つずつ進めるか、イテレーションを最後まで進めてください。</translation>
    </message>
    <message>
        <source>At {a} = {value} the slope of {title} is {slope}: a small change there, times {slope}, is the change here.</source>
        <translation>{a} = {value}での{title}の傾きは{slope}です。そこでの小さな変化の{slope}倍が、ここでの変化になります。</translation>
    </message>
    <message>
        <source>{a} = {value} is not above 0: {title} silences the unit.</source>
        <translation>{a} = {value}は0より大きくないので、{title}はこのニューロンの出力を0にします。</translation>
    </message>
    <message>
        <source>{a} = {value} is above 0: {title} lets it through.</source>
        <translation>{a} = {value}は0より大きいので、{title}はこれを通します。</translation>
    </message>
    <message>
        <source>{a} = {value} is not above 0: the unit is silent, its slope is 0 (at 0 itself too), and no gradient gets through.</source>
        <translation>{a} = {value}は0より大きくないので、ニューロンは出力が0、傾きも0です（ちょうど0のときも同じです）。勾配は通りません。</translation>
    </message>
    <message>
        <source>{a} = {value} is above 0: the slope is {slope}, and the gradient gets through.</source>
        <translation>{a} = {value}は0より大きいので、傾きは{slope}で、勾配が通ります。</translation>
    </message>
    <message>
        <source>The largest logit, m = {largest}, is subtracted from all of them first. That changes nothing in the result, and exp cannot overflow.</source>
        <translation>最初に、最大のロジットm = {largest}をすべてのロジットから引きます。結果は変わらず、expがオーバーフローすることもなくなります。</translation>
    </message>
    <message>
        <source>This is a wrong class, and its probability {y} is too much: a smaller logit would lower the loss.</source>
        <translation>これは不正解のクラスで、確率{y}の分だけ大きすぎます。ロジットを小さくすると損失が下がります。</translation>
    </message>
    <message>
        <source>The step, {step}, is smaller than the last digit that is kept of {value}: nothing changes.</source>
        <translation>更新の幅{step}は、{value}の保持できる最後の桁より小さいので、値は変わりません。</translation>
    </message>
    <message>
        <source>{name} is not computed here.</source>
        <translation>ここでは{name}は計算されません。</translation>
    </message>
    <message>
        <source>There is no {place}: {name} has the shape {shape}. Choose a cell of it.</source>
        <translation>{place}はありません。{name}の形状は{shape}です。その中のセルを選んでください。</translation>
    </message>
    <message>
        <source>This is no longer a number that {dtype} can hold: the steps of the training were too long. A smaller learning rate helps.</source>
        <translation>{dtype}で表せる数ではなくなりました。学習での更新の幅が大きすぎました。学習率を小さくしてください。</translation>
    </message>
    <message>
        <source>Exact arithmetic gives {total}; {dtype}, which rounds after every step, came to {value}.</source>
        <translation>正確に計算すると{total}です。計算のたびに丸める{dtype}では{value}になりました。</translation>
    </message>
    <message>
        <source>(…) is the one term that is not written out.</source>
        <translation>(…)は、書き出していない1つの項です。</translation>
    </message>
    <message>
        <source>(…) is the sum of the {count:,} terms that are not written out.</source>
        <translation>(…)は、書き出していない{count:,}個の項の合計です。</translation>
    </message>
    <message>
        <source>{dtype} keeps the new number with about {digits} digits, so it can differ from what one gets by hand by {size}.</source>
        <translation>{dtype}が新しい値について保つのは約{digits}桁なので、手計算の結果とは{size}だけ異なることがあります。</translation>
    </message>
    <message>
        <source>Computed again, it is the same number to the last digit.</source>
        <translation>計算し直しても、最後の桁まで同じ値になります。</translation>
    </message>
    <message>
        <source>What is added and taken away nearly cancels: all of it together is {scale}, what is left is {total}. {dtype} keeps about {digits} digits of the large numbers, so fewer of the small rest are right: the difference is {difference}.</source>
        <translation>足される数と引かれる数がほとんど打ち消し合います。絶対値の合計は{scale}、残りは{total}です。{dtype}が大きな数について保つのは約{digits}桁なので、小さな残りで正しい桁はそれより少なくなります。差は{difference}です。</translation>
    </message>
    <message>
        <source>{cells} is 0 throughout, so every term is 0.</source>
        <translation>{cells}がすべて0なので、どの項も0です。</translation>
    </message>
    <message>
        <source>Pixel ({down}, {across}) is blank in this image, so the term is 0.</source>
        <translation>ピクセル({down}, {across})はこの画像では空白なので、この項は0です。</translation>
    </message>
    <message>
        <source>Pixel ({down}, {across}) is blank in all {all:,} training images. So every term is 0 in any minibatch: the weights from this pixel never learn, and stay as they were drawn.</source>
        <translation>ピクセル({down}, {across})は{all:,}枚の訓練画像すべてで空白です。そのため、どのミニバッチでもすべての項が0です。このピクセルからの重みは学習されることがなく、初期値のままです。</translation>
    </message>
    <message>
        <source>In every one of the {count:,} terms a factor is 0: {first} in {some:,}, {second} in {others:,} of them.</source>
        <translation>{count:,}個の項のどれにも0の因数があります。{first}は{some:,}個の項で、{second}は{others:,}個の項で0です。</translation>
    </message>
    <message>
        <source>There is no {typed}. {name} has the shape {shape}: type {range}.</source>
        <translation>{typed}はありません。{name}の形状は{shape}です。{range}と入力してください。</translation>
    </message>
    <message>
        <source>Type a variable and the index of a cell in it, as {example}.</source>
        <translation>変数とその中のセルのインデックスを、{example}のように入力してください。</translation>
    </message>
    <message>
        <source>There is no variable {name} here. There are {names}; type one with an index, as {example}.</source>
        <translation>ここに変数{name}はありません。あるのは{names}です。どれかをインデックスとともに、{example}のように入力してください。</translation>
    </message>
    <message>
        <source>All units of hidden layer {layer} have fallen silent: 0 for every training sample, so that all get the same prediction. Since iteration {iteration} no gradient comes back through the layer: it cannot wake up again. A smaller learning rate from the start helps; first weights “he” or more units may.</source>
        <translation>隠れ層{layer}のすべてのニューロンが、どの訓練サンプルでも出力が0になり、予測がすべて同じです。イテレーション{iteration}以降、この層には勾配が戻らず、回復しません。最初から学習率を小さくしてください。重みの初期値「he」やニューロンを増やすことも有効な場合があります。</translation>
    </message>
    <message>
        <source>Nearly all of hidden layer {layer} is saturated: for all but {few:,} of {all:,} training samples the slopes of all its units are below 10⁻¹⁴, so that no gradient to speak of comes back from them through it. A smaller learning rate from the start helps.</source>
        <translation>隠れ層{layer}がほぼ飽和しています。訓練サンプル{all:,}個のうち{few:,}個を除いて、すべてのニューロンの傾きが10⁻¹⁴未満で、勾配がほとんど戻りません。最初から学習率を小さくしてください。</translation>
    </message>
    <message>
        <source>No W behind the first layer is square here ({shapes}): numpy refuses the product without the transpose, and the mistake shows at once. Give two hidden layers the same number of units to see it pass unnoticed.</source>
        <translation>ここでは、2層目以降に正方行列のWがありません（{shapes}）。転置しない積はnumpyが拒むので、間違いはすぐに分かります。気づかれずに通るところを見るには、2つの隠れ層のニューロン数を同じにしてください。</translation>
    </message>
    <message>
        <source>With a single sample N is 1, and this mistake changes nothing. Look at a minibatch to see it.</source>
        <translation>サンプルが1つだけだとNは1で、この間違いは何も変えません。ミニバッチを見てください。</translation>
    </message>
    <message>
        <source>The activation function of this network is {activation}. Choose {names} to see this.</source>
        <translation>このネットワークの活性化関数は{activation}です。これを見るには{names}を選んでください。</translation>
    </message>
    <message>
        <source>This network has no hidden layer, so it has no activation function. Add a hidden layer to see this.</source>
        <translation>このネットワークには隠れ層がないので、活性化関数がありません。これを見るには隠れ層を加えてください。</translation>
    </message>
    <message>
        <source>The backward pass of ReLU lets every gradient pass, as if no unit had been silent. Units that had no part in the result are changed too.</source>
        <translation>ReLUの逆伝播が、出力が0のニューロンなどなかったかのように、すべての勾配を通します。結果に関わらなかったニューロンまで変わってしまいます。</translation>
    </message>
    <message>
        <source>The backward pass starts with y − t instead of (y − t)/N. Every gradient is N times too large, as if the learning rate were.</source>
        <translation>逆伝播が(y − t)/Nではなくy − tから始まります。学習率がN倍になったかのように、すべての勾配がN倍になります。</translation>
    </message>
    <message>
        <source>Too coarse to tell: with h = {h:g} the curvature of the loss may put the numeric value off by {bend:.0e}, and the larger of the two is {size:.0e}. Try a smaller h.</source>
        <translation>粗すぎて判定できません。h = {h:g}では損失の曲率のために数値微分が{bend:.0e}ほどずれることがあり、2つのうち大きいほうは{size:.0e}です。hを小さくしてみてください。</translation>
    </message>
    <message>
        <source>The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the curvature of the loss explain.</source>
        <translation>h = {h:g}で分かる範囲では2つは一致します。相対誤差は{error:.0e}で、丸め誤差と損失の曲率で説明できます。</translation>
    </message>
    <message>
        <source>{typed} is not a number. Write one such as 0.05 or 1e-3.</source>
        <translation>「{typed}」は数ではありません。0.05、1e-3などの数を入力してください。</translation>
    </message>
    <message>
        <source>{typed} is no whole number. Write one such as 100 or 10000.</source>
        <translation>「{typed}」は整数ではありません。100、10000などの数を入力してください。</translation>
    </message>
    <message>
        <source>{typed} is far too large.</source>
        <translation>「{typed}」は大きすぎます。</translation>
    </message>
    <message>
        <source>There is no {typed}: write a number from 0 to {last}.</source>
        <translation>{typed}はありません。0から{last}までの数を入力してください。</translation>
    </message>
    <message>
        <source>{typed}: write whole numbers, such as 100, 50.</source>
        <translation>「{typed}」：100, 50のように整数を入力してください。</translation>
    </message>
    <message>
        <source>{typed} can mean {one} or {other}: write {one} or {other}.</source>
        <translation>「{typed}」は{one}とも{other}とも読めます。{one}か{other}と入力してください。</translation>
    </message>
    <message>
        <source>The loss has been above {limit} for {patience} iterations, worse than guessing: the steps are too long, and lead away from where the loss is low. A smaller learning rate helps.</source>
        <translation>損失が{patience}イテレーションの間{limit}を超え、あてずっぽうより悪い状態です。更新の幅が大きすぎて、損失の小さいところから離れていきます。学習率を小さくしてください。</translation>
    </message>
    <message>
        <source>All units of hidden layer {layer} are saturated: for every training sample their slopes are below 10⁻¹⁴. Since iteration {iteration} no gradient to speak of has come back through the layer, and it no longer learns, nor does what lies before it. A smaller learning rate from the start helps.</source>
        <translation>隠れ層{layer}のすべてのニューロンが飽和しています。どの訓練サンプルに対しても、傾きが10⁻¹⁴未満です。イテレーション{iteration}からは勾配がほとんどこの層を通っておらず、この層も、それより手前の層も、もう学習しません。最初から学習率を小さくすると防げます。</translation>
    </message>
    <message>
        <source>ReLU without its mask</source>
        <translation>ReLUのマスクなし</translation>
    </message>
    <message>
        <source>Activation without its slope</source>
        <translation>活性化関数の傾きなし</translation>
    </message>
    <message>
        <source>No division by N</source>
        <translation>Nで割らない</translation>
    </message>
    <message>
        <source>W without its transpose</source>
        <translation>Wの転置なし</translation>
    </message>
    <message>
        <source>No sum in db</source>
        <translation>dbの和なし</translation>
    </message>
    <message>
        <source>The gradient of each bias is taken from the first sample alone instead of the sum over the minibatch. The weights are right, the biases follow one image out of N.</source>
        <translation>バイアスの勾配を、ミニバッチ全体の和ではなく最初のサンプルだけから取ります。重みは正しく、バイアスはN枚のうち1枚の画像だけに従います。</translation>
    </message>
    <message>
        <source>The step h is {h}; choose a number above 0 and at most {longest:g}, as 1e-4.</source>
        <translation>刻み幅hが{h}です。0より大きく{longest:g}以下の数を、たとえば1e-4を選んでください。</translation>
    </message>
    <message>
        <source>Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to pass on.</source>
        <translation>どちらもちょうど0です。ニューロン{cell}はどのサンプルでも出力が0なので、この重みが伝えるものはありません。</translation>
    </message>
    <message>
        <source>Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing to pass on.</source>
        <translation>どちらもちょうど0です。ピクセル{cell}はどのサンプルでも空白なので、この重みが伝えるものはありません。</translation>
    </message>
    <message>
        <source>b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.</source>
        <translation>b{number}は間違っていますが、W{number}は正しい値です。Affine{number}の逆伝播のdbを見てください。</translation>
    </message>
    <message>
        <source>The loss or its gradient is no finite number here, so nothing can be compared. Go back to an iteration before the run diverged.</source>
        <translation>ここでは損失かその勾配が有限の数ではないので、比べられません。発散する前のイテレーションに戻ってください。</translation>
    </message>
    <message>
        <source>The two agree: relative error {error:.0e}. Backpropagation computes the derivative.</source>
        <translation>2つは一致します。相対誤差は{error:.0e}です。誤差逆伝播法は微分を正しく計算しています。</translation>
    </message>
    <message>
        <source>The two disagree: relative error {error:.0e}. Look at the backward of {layer}, and of the layers behind it that its gradient has come through.</source>
        <translation>2つは一致しません。相対誤差は{error:.0e}です。{layer}の逆伝播と、勾配が通ってきたその先のレイヤの逆伝播を見てください。</translation>
    </message>
    <message>
        <source>A sample that is looked at alone is not learnt from, so there is no update. Look at an iteration instead.</source>
        <translation>1つだけ見ているサンプルからは学習しないので、更新がありません。代わりにイテレーションを見てください。</translation>
    </message>
    <message>
        <source>1 for the class of the label, 0 for all others: what y should be.</source>
        <translation>ラベルのクラスが1、ほかは0です。yがこうなるべき値です。</translation>
    </message>
    <message>
        <source>A few points at a time give a rough gradient quickly; many rough steps get further than one exact one.</source>
        <translation>少数の点からは大まかな勾配がすぐに得られます。大まかな更新を重ねるほうが、正確な1回の更新より先へ進みます。</translation>
    </message>
    <message>
        <source>A lesson begins at most {most:,} {most:iteration|iterations} into a run, so that nobody waits: go back, or start anew with Reset, and then record.</source>
        <translation>レッスンは、待たずに済むように、{most:,}イテレーション以内から始まります：戻るか、リセットで始め直してから記録してください。</translation>
    </message>
    <message>
        <source>A lesson has at most {most} {most:step|steps}, and this recording is full.</source>
        <translation>レッスンのステップは{most}個までで、この記録はもういっぱいです。</translation>
    </message>
    <message>
        <source>A lesson of my own</source>
        <translation>自作のレッスン</translation>
    </message>
    <message>
        <source>A number can be rounded to 12 decimals at most.</source>
        <translation>丸められるのは小数点以下12桁までです。</translation>
    </message>
    <message>
        <source>A number in a text begins with {opening} and is not closed: write {form}.</source>
        <translation>文の中の数が{opening}で始まり、閉じていません：{form}のように書いてください。</translation>
    </message>
    <message>
        <source>About {times} times too large.</source>
        <translation>およそ{times}倍、大きすぎます。</translation>
    </message>
    <message>
        <source>About {times} times too small.</source>
        <translation>およそ{times}分の1で、小さすぎます。</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>活性化関数の出力</translation>
    </message>
    <message>
        <source>Adds the gradient to a velocity, which wears off, and moves each number by its velocity.</source>
        <translation>少しずつ弱まる速度に勾配を加え、それぞれの数をその速度だけ動かします。</translation>
    </message>
    <message>
        <source>Adds up the squares of all gradients so far, and divides the learning rate of each number by their root.</source>
        <translation>これまでのすべての勾配の2乗を足し合わせ、それぞれの数の学習率をその平方根で割ります。</translation>
    </message>
    <message>
        <source>After the step the loss is no finite number: the step is far too long.</source>
        <translation>更新後、損失が有限の数ではなくなります。更新の幅が大きすぎます。</translation>
    </message>
    <message>
        <source>All begin from the same first weights, and learn from the same minibatches.</source>
        <translation>すべて同じ重みの初期値から始まり、同じミニバッチで学習します。</translation>
    </message>
    <message>
        <source>All units of hidden layer {layer} saturated in this minibatch: ‖{gradient}‖ = {norm}.</source>
        <translation>このミニバッチでは、隠れ層{layer}の全ニューロンが飽和しています：‖{gradient}‖ = {norm}。</translation>
    </message>
    <message>
        <source>All units of hidden layer {layer} silent in this minibatch: ‖{gradient}‖ = {norm}.</source>
        <translation>このミニバッチでは、隠れ層{layer}の全ニューロンの出力が0です：‖{gradient}‖ = {norm}。</translation>
    </message>
    <message>
        <source>Already the gradient promises that the loss does not fall: what is remembered of the steps before outweighs it. The loss {measured:rose|fell} by {change}.</source>
        <translation>勾配の予測からして、損失は減りません。これまでの更新の記憶が、この勾配を上回っているためです。損失は{change}{measured:増えました|減りました}。</translation>
    </message>
    <message>
        <source>An act can have {most} characters: {written}</source>
        <translation>操作は{most}文字までです：{written}</translation>
    </message>
    <message>
        <source>An expression can be {most} parts deep, and this one is deeper: {written}</source>
        <translation>式の入れ子は{most}段までですが、これはもっと深くなっています：{written}</translation>
    </message>
    <message>
        <source>An expression can have {most} characters, and this one has {count:,}: {written}</source>
        <translation>式は{most}文字までですが、これは{count:,}文字あります：{written}</translation>
    </message>
    <message>
        <source>An expression can have {most} parts, and this one has more: {written}</source>
        <translation>式の部品は{most}個までですが、これはもっと多くあります：{written}</translation>
    </message>
    <message>
        <source>An index of {name} is no whole number.</source>
        <translation>{name}の添字が整数ではありません。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>解答</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>解答</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>問い</translation>
    </message>
    <message>
        <source>Batch size is {value}, but there {train_size:is|are} only {train_size} training {train_size:image|images}; a minibatch is drawn without replacement, so choose at most {train_size}.</source>
        <translation>バッチサイズが{value}ですが、訓練画像は{train_size}枚しかありません。ミニバッチは重複なしで抽出するので、{train_size}以下にしてください。</translation>
    </message>
    <message>
        <source>Both are exactly 0: the input {cell} is 0 in every sample, so this weight has nothing to pass on.</source>
        <translation>どちらもちょうど0です。入力{cell}はどのサンプルでも0なので、この重みが伝えるものはありません。</translation>
    </message>
    <message>
        <source>Change a parameter, a pixel or the label on a copy, and see what follows</source>
        <translation>コピーの上でパラメータ・ピクセル・ラベルを変え、何が起こるかを見ます</translation>
    </message>
    <message>
        <source>Change a parameter, an input or the label on a copy, and see what follows</source>
        <translation>コピーの上でパラメータ・入力・ラベルを変え、何が起こるかを見ます</translation>
    </message>
    <message>
        <source>Check the gradient of {place}.</source>
        <translation>{place}の勾配を確かめてください。</translation>
    </message>
    <message>
        <source>Check the gradients of all parameters.</source>
        <translation>すべてのパラメータの勾配を確かめてください。</translation>
    </message>
    <message>
        <source>Choose {split} image {number}.</source>
        <translation>{split}の画像{number}を選んでください。</translation>
    </message>
    <message>
        <source>Click a pixel to choose it; drag to draw, with the right button to erase.</source>
        <translation>クリックでピクセルを選択、ドラッグで描画、右ボタンで消去します。</translation>
    </message>
    <message>
        <source>Click an input to choose it.</source>
        <translation>クリックで入力を選択します。</translation>
    </message>
    <message>
        <source>Click {place}, and see where it comes from.</source>
        <translation>{place}をクリックして、どこから来たのかを見てください。</translation>
    </message>
    <message>
        <source>Drawn at random by the layer itself: the draw depends on the seed, the layer and the iteration alone.</source>
        <translation>層そのものがランダムに抽出した値です。シード、層、イテレーションだけで決まります。</translation>
    </message>
    <message>
        <source>Draws the minibatch: N different training points, at random, with their labels.</source>
        <translation>ミニバッチを抽出します。互いに異なるN個の訓練点を、ラベルとともにランダムに選びます。</translation>
    </message>
    <message>
        <source>Each number has a learning rate of its own. Old gradients fade, so it does not shrink to nothing.</source>
        <translation>それぞれの数に固有の学習率があります。古い勾配は薄れていくので、学習率が0近くまで小さくなることはありません。</translation>
    </message>
    <message>
        <source>Each number has a learning rate of its own: small where gradients were large, and smaller with every step.</source>
        <translation>それぞれの数に固有の学習率があります。勾配が大きかったところでは小さく、更新のたびにさらに小さくなります。</translation>
    </message>
    <message>
        <source>Each sample gets the label of the one before it in the minibatch. The gradient is right, for wrong labels: the check finds nothing. Only a loss that stays near that of guessing tells.</source>
        <translation>各サンプルが、ミニバッチで1つ前のサンプルのラベルを受け取ります。勾配は、間違ったラベルに対しては正しいので、勾配確認では何も見つかりません。気づく手がかりは、損失があてずっぽうの値のあたりから下がらないことだけです。</translation>
    </message>
    <message>
        <source>Each seed has first weights and minibatches of its own: what differs is chance.</source>
        <translation>シードごとに重みの初期値もミニバッチも違います：違いは偶然によるものです。</translation>
    </message>
    <message>
        <source>Epoch {epoch:,} has ended, with iteration {iteration:,}.</source>
        <translation>エポック{epoch:,}が、イテレーション{iteration:,}で終わりました。</translation>
    </message>
    <message>
        <source>Every nth time</source>
        <translation>n回ごと</translation>
    </message>
    <message>
        <source>Every weight is 0 before training.</source>
        <translation>学習前の重みはすべて0です。</translation>
    </message>
    <message>
        <source>Finished: loss {loss} (mean of 60), test acc {test} after epoch {epoch:,}.</source>
        <translation>終了：損失は{loss}（60回の平均）、エポック{epoch:,}後のtest accは{test}。</translation>
    </message>
    <message>
        <source>Fold {panel} away.</source>
        <translation>{panel}を畳んでください。</translation>
    </message>
    <message>
        <source>For each unit: all its inputs, each times its weight, added up, and its bias.</source>
        <translation>ニューロンごとに、すべての入力にそれぞれの重みを掛けて足し合わせ、バイアスを加えたものです。</translation>
    </message>
    <message>
        <source>From the same seed, each weight is the same draw, made larger or smaller.</source>
        <translation>同じシードから、どの重みも同じ乱数を拡大または縮小したものです。</translation>
    </message>
    <message>
        <source>Go back, operation by operation, until {operation} is the last that is done.</source>
        <translation>{operation}が最後に済んだ演算になるまで、演算を1つずつ戻してください。</translation>
    </message>
    <message>
        <source>Go on to iteration {iteration:,}.</source>
        <translation>イテレーション{iteration:,}まで進めてください。</translation>
    </message>
    <message>
        <source>Go on until training stops by itself.</source>
        <translation>訓練が自分で止まるまで進めてください。</translation>
    </message>
    <message>
        <source>Go on, operation by operation, until {operation} is done.</source>
        <translation>{operation}が済むまで、演算を1つずつ進めてください。</translation>
    </message>
    <message>
        <source>Go to iteration {iteration:,}.</source>
        <translation>イテレーション{iteration:,}へ移ってください。</translation>
    </message>
    <message>
        <source>Go, operation by operation, to where {operation} has just been done.</source>
        <translation>{operation}が済んだところまで、演算を1つずつたどってください。</translation>
    </message>
    <message>
        <source>Gradient norms</source>
        <translation>層ごとの勾配の大きさ</translation>
    </message>
    <message>
        <source>Here a cell is needed, as dW1[3, 2].</source>
        <translation>ここにはdW1[3, 2]のようなセルが必要です。</translation>
    </message>
    <message>
        <source>How long a step is, for each weight and bias its own.</source>
        <translation>一歩の長さです。重みとバイアスの一つひとつに、それぞれの値があります。</translation>
    </message>
    <message>
        <source>How long each step is, against the weights that it changes. About 0.001 is usual: far above, steps throw away what was learnt; far below, hardly anything moves.</source>
        <translation>1回の更新の大きさを、更新される重みの大きさと比べたものです。0.001程度が普通です。はるかに大きいと学んだことが失われ、はるかに小さいとほとんど何も変わりません。</translation>
    </message>
    <message>
        <source>How much each input counts in each sum. They and the biases are all that is learnt.</source>
        <translation>それぞれの和で、それぞれの入力をどれだけ重く見るかです。学習されるのは、これとバイアスだけです。</translation>
    </message>
    <message>
        <source>How strongly the loss pulls at each layer. A layer far below the others hardly learns; where the curves sink towards the first layer, the gradient vanishes on its way back.</source>
        <translation>損失が各層をどれだけ強く引くかです。ほかよりはるかに小さい層はほとんど学習しません。最初の層に近いほど小さいなら、逆伝播の途中で勾配が消失しています。</translation>
    </message>
    <message>
        <source>How the loss changes with each of these numbers: it is found from behind, layer by layer, by the chain rule.</source>
        <translation>これらの値を変えると、損失がどう変わるかです。連鎖律により、後ろから層ごとに求めます。</translation>
    </message>
    <message>
        <source>How the loss changes with each score: a score with a gradient above 0 should be lower, one below 0 higher. The way back begins here.</source>
        <translation>それぞれのスコアを変えると、損失がどう変わるかです。勾配が正のスコアは下がるべきで、負のスコアは上がるべきです。逆伝播はここから始まります。</translation>
    </message>
    <message>
        <source>How the outputs of each layer are spread (book, 6.2), above as the network stands, below over the run. Crowded at one value, the units all say the same; at both ends, they are saturated.</source>
        <translation>各層の出力の分布です（本の6.2節）。上は今のネットワーク、下は実行全体です。1つの値に偏ると、どのニューロンも同じことしか言いません。両端に偏ると、飽和しています。</translation>
    </message>
    <message>
        <source>How wrong the network is about each sample of the minibatch: −log of the probability that it gives to the right class.</source>
        <translation>ミニバッチのサンプルごとに、ネットワークがどれだけ間違えているかです。正解のクラスに与えた確率の−logです。</translation>
    </message>
    <message>
        <source>How wrong the network is: the cross entropy error, a mean over the minibatch. Learning makes it smaller.</source>
        <translation>ネットワークがどれだけ間違えているかです。交差エントロピー誤差の、ミニバッチでの平均です。学習はこれを小さくします。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>識別名</translation>
    </message>
    <message>
        <source>Images that the network learns from</source>
        <translation>ネットワークが学習に使う画像</translation>
    </message>
    <message>
        <source>Images that the network never learns from</source>
        <translation>ネットワークの学習に決して使わない画像</translation>
    </message>
    <message>
        <source>In iteration {iteration:,} a value is not finite.</source>
        <translation>イテレーション{iteration:,}に、有限でない値があります。</translation>
    </message>
    <message>
        <source>In iteration {iteration:,} the norm of {gradient} is {norm}, above {limit}.</source>
        <translation>イテレーション{iteration:,}で、{gradient}のノルムは{norm}となり、{limit}を超えています。</translation>
    </message>
    <message>
        <source>In the expression {written} the character {character} means nothing.</source>
        <translation>式{written}の文字{character}には意味がありません。</translation>
    </message>
    <message>
        <source>In the expression {written} the function {name} is given {count} {count:value|values}; it is used as {form}.</source>
        <translation>式{written}で関数{name}に{count}個の値が渡されています。使い方は{form}です。</translation>
    </message>
    <message>
        <source>In the expression {written} there is {found} where something else is needed.</source>
        <translation>式{written}の{found}のところには、別のものが必要です。</translation>
    </message>
    <message>
        <source>In the expression {written} there is {found} where {wanted} is needed.</source>
        <translation>式{written}の{found}のところには、{wanted}が必要です。</translation>
    </message>
    <message>
        <source>Input {name} is 0 at all {all:,} training points. So every term is 0 in any minibatch: the weights from this input never learn, and stay as they were drawn.</source>
        <translation>入力{name}は{all:,}個の訓練点すべてで0です。そのため、どのミニバッチでもすべての項が0です。この入力からの重みは学習されることがなく、初期値のままです。</translation>
    </message>
    <message>
        <source>Input {name} is 0 at all {count:,} points of this minibatch, so every term is 0. Of all {all:,} training points, {inked:,} {inked:has|have} another value there.</source>
        <translation>入力{name}は、このミニバッチの{count:,}個の点すべてで0なので、どの項も0です。全{all:,}個の訓練点のうち、ここが0でないのは{inked:,}個です。</translation>
    </message>
    <message>
        <source>Input {name} is 0 at this point, so the term is 0.</source>
        <translation>この点では入力{name}が0なので、この項は0です。</translation>
    </message>
    <message>
        <source>Input {name} of {point}: one of its two coordinates.</source>
        <translation>{point}の入力{name}です。2つの座標の1つです。</translation>
    </message>
    <message>
        <source>It goes on in one direction as Momentum does, by steps of about lr whatever the size of the gradient. The factor with k makes up for means that have only begun.</source>
        <translation>Momentumのように同じ向きに進み続け、勾配の大きさによらず、更新の幅はおよそlrです。kを含む係数は、始まったばかりの平均の小ささを補います。</translation>
    </message>
    <message>
        <source>It is nearer to nothing than that.</source>
        <translation>もっと0に近い値です。</translation>
    </message>
    <message>
        <source>It is not 0.</source>
        <translation>0ではありません。</translation>
    </message>
    <message>
        <source>It lies on the other side of 0.</source>
        <translation>0をはさんで反対側にあります。</translation>
    </message>
    <message>
        <source>Iteration {iteration:,} is done: its loss is {loss}.</source>
        <translation>イテレーション{iteration:,}が終わりました。損失は{loss}です。</translation>
    </message>
    <message>
        <source>Keeps a mean of the last gradients, m, and one of their squares, v; moves each number against m, by a learning rate of its own. k is the number of the step.</source>
        <translation>最近の勾配の平均mと、その2乗の平均vを保ち、それぞれの数を固有の学習率でmと逆の向きに動かします。kは更新の回数です。</translation>
    </message>
    <message>
        <source>Keeps a mean of the squares of the last gradients, and divides the learning rate of each number by its root.</source>
        <translation>最近の勾配の2乗の平均を保ち、それぞれの数の学習率をその平方根で割ります。</translation>
    </message>
    <message>
        <source>Labels of other samples</source>
        <translation>別のサンプルのラベル</translation>
    </message>
    <message>
        <source>Labels taken from x</source>
        <translation>xから取ったラベル</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>レッスン</translation>
    </message>
    <message>
        <source>Life of a cell</source>
        <translation>セルの一生</translation>
    </message>
    <message>
        <source>Moves each number by its velocity and the gradient as if both had gone on one step further.</source>
        <translation>速度と勾配による更新をもう1回分先まで進めたものとして、それぞれの数を動かします。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name of the step</source>
        <translation>ステップ名</translation>
    </message>
    <message>
        <source>No axis in the sum of db</source>
        <translation>dbの和の軸なし</translation>
    </message>
    <message>
        <source>No return dx</source>
        <translation>return dxなし</translation>
    </message>
    <message>
        <source>Nothing: every line runs.</source>
        <translation>何も言いません。どの行も動きます。</translation>
    </message>
    <message>
        <source>Nothing: exp overflows above {limit}, and the largest logit here is {largest}.</source>
        <translation>何も言いません。expがあふれるのは{limit}を超えたときで、ここでいちばん大きいロジットは{largest}です。</translation>
    </message>
    <message>
        <source>Numbers of the shapes {a} and {b} do not go together.</source>
        <translation>形状{a}と{b}の数は組み合わせられません。</translation>
    </message>
    <message>
        <source>Of the step of {step}, {memory} comes from memory and {fresh} from this gradient.</source>
        <translation>更新量{step}のうち、{memory}はこれまでの記憶から、{fresh}はこの勾配から来ています。</translation>
    </message>
    <message>
        <source>Off the scale: loss {loss} (mean of 60), at its highest {highest}.</source>
        <translation>目盛りの外：損失は{loss}（60回の平均）、最大値は{highest}。</translation>
    </message>
    <message>
        <source>One number for each class, also called logits: the largest is the answer. They are the last weighted sums, and softmax makes probabilities of them.</source>
        <translation>クラスごとに1つの値で、ロジットとも呼びます。最大のものが答えです。最後の重み付き和で、softmaxがこれを確率に変えます。</translation>
    </message>
    <message>
        <source>One weight after each update, the gradient that moved it, and what the optimizer remembers of that. The step goes against the gradient: where that wavers about 0, the weight only trembles.</source>
        <translation>更新のたびの1つの重み、それを動かした勾配、更新手法が覚えていることです。重みは勾配と逆に動きます。勾配が0のまわりで揺れるところでは、重みも小さく揺れるだけです。</translation>
    </message>
    <message>
        <source>Only this class</source>
        <translation>このクラスのみ</translation>
    </message>
    <message>
        <source>Only this digit</source>
        <translation>この数字のみ</translation>
    </message>
    <message>
        <source>Open {panel}.</source>
        <translation>{panel}を開いてください。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>更新手法</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Plateau: loss {now} (mean of {count}), {before} in the {count} before.</source>
        <translation>プラトー：損失は{now}（{count}回の平均）、その前の{count}回は{before}。</translation>
    </message>
    <message>
        <source>Points that the network learns from</source>
        <translation>ネットワークが学習に使う点</translation>
    </message>
    <message>
        <source>Points that the network never learns from</source>
        <translation>ネットワークが学習に使わない点</translation>
    </message>
    <message>
        <source>Python stops at the mistake {name}, so there is no gradient with it.</source>
        <translation>間違い「{name}」ではPythonが止まるので、その勾配はありません。</translation>
    </message>
    <message>
        <source>Python stops here. Nothing is learnt, and there is no gradient to check.</source>
        <translation>Pythonはここで止まります。学習は進まず、確認する勾配もありません。</translation>
    </message>
    <message>
        <source>Python only warns, and runs on with what is no number any more.</source>
        <translation>Pythonは警告するだけで、もはや数値ではないもの（NaNや∞）のまま動き続けます。</translation>
    </message>
    <message>
        <source>In the expression {written} the character {character} means nothing; {meant} is meant, perhaps.</source>
        <translation>式{written}の文字{character}には意味がありません。{meant}のことでしょうか。</translation>
    </message>
    <message>
        <source>In the expression {written} there is a range, and there are none: a single : stands for all of an axis.</source>
        <translation>式{written}に範囲の指定がありますが、範囲は書けません：「:」1つだけで、その軸のすべてを表します。</translation>
    </message>
    <message>
        <source>Make the mistake {mistake} in the backward pass of a copy.</source>
        <translation>コピーの逆伝播に、間違い{mistake}を入れてください。</translation>
    </message>
    <message>
        <source>Nearly: count again.</source>
        <translation>惜しいです。もう一度数えてください。</translation>
    </message>
    <message>
        <source>ReLU that silences nothing</source>
        <translation>負の値も通すReLU</translation>
    </message>
    <message>
        <source>ReLU with its mask turned round</source>
        <translation>ReLUのマスクが逆</translation>
    </message>
    <message>
        <source>Recorded from what was done in the window. Add questions, and say why: README.md beside the lessons that come with the program describes all there can be.</source>
        <translation>ウィンドウでの操作から記録したものです。問いと理由を書き足してください。書けることはすべて、付属のレッスンと同じ場所のREADME.mdにあります。</translation>
    </message>
    <message>
        <source>Rows left in db</source>
        <translation>dbに行が残る</translation>
    </message>
    <message>
        <source>See what becomes of it: {act}.</source>
        <translation>どうなるか見てください：{act}。</translation>
    </message>
    <message>
        <source>Set {settings}, and start anew with Reset.</source>
        <translation>{settings}して、リセットで始め直してください。</translation>
    </message>
    <message>
        <source>Set {settings}.</source>
        <translation>{settings}してください。</translation>
    </message>
    <message>
        <source>Show only samples of one class</source>
        <translation>1つのクラスのサンプルだけを表示します</translation>
    </message>
    <message>
        <source>Show only samples of one digit</source>
        <translation>1つの数字のサンプルだけを表示します</translation>
    </message>
    <message>
        <source>Show only the row that is looked at, as the network sees this digit alone</source>
        <translation>見ている行だけを、ネットワークがこの数字だけを見るときのように表示します</translation>
    </message>
    <message>
        <source>Show only the row that is looked at, as the network sees this point alone</source>
        <translation>見ている行だけを、ネットワークがこの点だけを見るときのように表示します</translation>
    </message>
    <message>
        <source>Silent units</source>
        <translation>出力が0のニューロン</translation>
    </message>
    <message>
        <source>Softmax takes exp of the logits as they are, without subtracting the largest first. Nothing changes until a logit is above 88 (float32) or 709 (float64): then exp overflows, and y is NaN.</source>
        <translation>softmaxが、最大値を引かずにロジットのままexpを取ります。ロジットが88（float32）または709（float64）を超えるまでは何も変わりません。超えるとexpがあふれ、yがNaNになります。</translation>
    </message>
    <message>
        <source>Softmax without its maximum</source>
        <translation>softmaxの最大値なし</translation>
    </message>
    <message>
        <source>Start anew with Reset.</source>
        <translation>リセットで始め直してください。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Steps to and fro cancel each other, those in one direction add up: the way downhill is less of a zigzag.</source>
        <translation>行ったり来たりする動きは打ち消し合い、同じ向きの動きは積み重なります。下り坂をジグザグに進むことが少なくなります。</translation>
    </message>
    <message>
        <source>Take the mistake out again.</source>
        <translation>間違いを元に戻してください。</translation>
    </message>
    <message>
        <source>That did not lead to where this step is done. Skip goes on.</source>
        <translation>これではこのステップは終わりませんでした。「スキップ」で先へ進めます。</translation>
    </message>
    <message>
        <source>The answer cannot be computed here.</source>
        <translation>ここでは答えを計算できません。</translation>
    </message>
    <message>
        <source>The answer cannot be computed here: {why} Skip goes on.</source>
        <translation>ここでは答えを計算できません：{why}「スキップ」で先へ進めます。</translation>
    </message>
    <message>
        <source>The answer: {answer}</source>
        <translation>答え：{answer}</translation>
    </message>
    <message>
        <source>The answers cannot be kept in {file} ({reason}): they are lost at the end unless they are saved elsewhere, or the folder is made writable.</source>
        <translation>解答を{file}に保存できません（{reason}）。別の場所に保存するか、フォルダに書き込めるようにしてください。そうしないと、終了時に失われます。</translation>
    </message>
    <message>
        <source>The answers of earlier lessons cannot be read from {file} ({reason}). New ones are not kept there until it can be.</source>
        <translation>これまでのレッスンの解答を{file}から読み込めません（{reason}）。読み込めるようになるまで、新しい解答はそこに保存されません。</translation>
    </message>
    <message>
        <source>The answers of earlier lessons in {file} are damaged, and the file cannot be put aside ({reason}): move it away. New ones are not kept until then.</source>
        <translation>{file}にあるこれまでのレッスンの解答が壊れていて、ファイルをよけておくこともできません（{reason}）。ファイルを移動してください。それまで、新しい解答は保存されません。</translation>
    </message>
    <message>
        <source>The answers of earlier lessons in {file} are damaged: the file was kept as {kept}, and a new one is begun.</source>
        <translation>{file}にあるこれまでのレッスンの解答が壊れています。ファイルは{kept}として残し、新しいファイルを作ります。</translation>
    </message>
    <message>
        <source>The answers of earlier lessons in {file} were written by a newer version of this program: open them with that. New ones are not kept as long as this file is there.</source>
        <translation>{file}にあるこれまでのレッスンの解答は、このプログラムの新しいバージョンで保存されたものです。そのバージョンで開いてください。このファイルがある間、新しい解答は保存されません。</translation>
    </message>
    <message>
        <source>The backward of Affine computes dx and does not return it. A function without return gives None, and Python stops where the layer before it computes with None, not where the line is missing.</source>
        <translation>Affineの逆伝播が、dxを計算しても返しません。returnのない関数はNoneを返すので、Pythonが止まるのは行の抜けたところではなく、前のレイヤがNoneで計算しようとするところです。</translation>
    </message>
    <message>
        <source>The backward pass of ReLU silences the units that were active, and lets the gradient of those through that were silent.</source>
        <translation>ReLUの逆伝播が、働いていたニューロンの勾配を0にし、出力が0だったニューロンの勾配を通します。</translation>
    </message>
    <message>
        <source>The forward pass of ReLU forgets out[mask] = 0, so negative numbers go on; its backward pass masks. The check finds that the two do not fit together. It cannot know which of them was meant.</source>
        <translation>ReLUの順伝播でout[mask] = 0を忘れ、負の値もそのまま進みます。逆伝播はマスクします。勾配確認では両者が食い違うことが分かります。どちらが本来のつもりかまでは分かりません。</translation>
    </message>
    <message>
        <source>The gradient of the inputs: where a larger one would raise the loss (orange) or lower it (blue)</source>
        <translation>入力の勾配。大きくすると損失が増えるところ（オレンジ）と減るところ（青）</translation>
    </message>
    <message>
        <source>The gradient of the loss of the minibatch, as training computed it for its last update; of values that each image has for itself, the mean</source>
        <translation>学習が直前の更新のために計算した、ミニバッチの損失の勾配。画像ごとに値があるものは、その平均</translation>
    </message>
    <message>
        <source>The gradient of the loss of the minibatch, as training computed it for its last update; of values that each point has for itself, the mean</source>
        <translation>学習が直前の更新のために計算した、ミニバッチの損失の勾配。点ごとに値があるものは、その平均</translation>
    </message>
    <message>
        <source>The gradient of the pixels: where more ink would raise the loss (orange) or lower it (blue)</source>
        <translation>ピクセルの勾配。濃くすると損失が増えるところ（オレンジ）と減るところ（青）</translation>
    </message>
    <message>
        <source>The idea is right. One more digit is needed.</source>
        <translation>考え方は合っています。もう1桁詳しく答えてください。</translation>
    </message>
    <message>
        <source>The input: the coordinates of the point</source>
        <translation>入力：点の座標</translation>
    </message>
    <message>
        <source>The input: the pixels, from 0 to 1</source>
        <translation>入力：0から1までのピクセルの値</translation>
    </message>
    <message>
        <source>The learning rate of this number is {rate} = {value}, {times} times lr.</source>
        <translation>この数の学習率は{rate} = {value}で、lrの{times}倍です。</translation>
    </message>
    <message>
        <source>The line that takes the labels of a minibatch takes them from x instead of t. The loss looks for class numbers and finds inputs: Python stops there, some way behind the mistake.</source>
        <translation>ミニバッチのラベルを取る行で、tではなくxから取っています。損失がクラス番号を探すと入力が入っているので、Pythonは間違いより少し先のそこで止まります。</translation>
    </message>
    <message>
        <source>The same first weights; from other training images, other minibatches are drawn.</source>
        <translation>重みの初期値は同じです。訓練画像が違えば、ミニバッチも違います。</translation>
    </message>
    <message>
        <source>The same first weights; minibatches of another size hold other images.</source>
        <translation>重みの初期値は同じです。大きさの違うミニバッチは、別の画像を含みます。</translation>
    </message>
    <message>
        <source>The same seed, but weights of other shapes are other numbers.</source>
        <translation>シードは同じですが、形状の違う重みは別の数になります。</translation>
    </message>
    <message>
        <source>The same, once the weights and biases were corrected.</source>
        <translation>重みとバイアスを更新した後の、同じものです。</translation>
    </message>
    <message>
        <source>The scores, made positive and sharing 1 among them: how sure the network is of each class.</source>
        <translation>スコアを正の値にし、合計が1になるようにしたものです。それぞれのクラスについて、ネットワークがどれだけ確信しているかです。</translation>
    </message>
    <message>
        <source>The settings of this run were changed on the way, and a lesson begins with a run that was not: start anew with Reset, and then record.</source>
        <translation>この学習は途中で設定が変えられています。レッスンは途中で変えていない学習から始まります：リセットで始め直してから記録してください。</translation>
    </message>
    <message>
        <source>The share of units that let no gradient back for any sample of the minibatch, and so do not learn: ReLU units that are 0 for all, sigmoid and tanh units with slopes below 0.01 for all.</source>
        <translation>ミニバッチのどのサンプルでも勾配を通さず、学習しないニューロンの割合です。ReLUではすべてのサンプルで0のもの、sigmoidとtanhではすべてのサンプルで傾きが0.01未満のものです。</translation>
    </message>
    <message>
        <source>The size is right. Look at the sign.</source>
        <translation>大きさは合っています。符号を見てください。</translation>
    </message>
    <message>
        <source>The step was so long that it went up on the other side: the loss rose. A smaller learning rate follows the slope.</source>
        <translation>更新の幅が大きすぎて、向こう側へ登ってしまい、損失が増えました。学習率を小さくすれば、傾きに沿って下ります。</translation>
    </message>
    <message>
        <source>There is no command {written}. Commands begin with {names}.</source>
        <translation>{written}という操作はありません。操作は{names}のどれかで始まります。</translation>
    </message>
    <message>
        <source>There is no function {name}. There are {names}.</source>
        <translation>{name}という関数はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>There is no mistake {name}. There are {names}.</source>
        <translation>{name}という間違いはありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>There is no number among none.</source>
        <translation>数が1つもありません。</translation>
    </message>
    <message>
        <source>There is no sample in this data set: nothing can be learnt from it.</source>
        <translation>このデータセットにはサンプルがないため、学習できません。</translation>
    </message>
    <message>
        <source>There is no {name}. There are the variables {names}.</source>
        <translation>{name}はありません。変数には{names}があります。</translation>
    </message>
    <message>
        <source>There is nothing called {mark} to point at. There are {names}.</source>
        <translation>指し示すものに{mark}はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>This drawing has no label, so it has no loss and no gradient. Say which digit it is.</source>
        <translation>この手書きの数字にはラベルがないので、損失も勾配もありません。どの数字かを指定してください。</translation>
    </message>
    <message>
        <source>This is not recorded: {why}</source>
        <translation>これは記録されません：{why}</translation>
    </message>
    <message>
        <source>This network has a single layer: no layer before it waits for dx. Add a hidden layer to see this.</source>
        <translation>このネットワークは1層だけで、dxを待つ前のレイヤがありません。これを見るには隠れ層を加えてください。</translation>
    </message>
    <message>
        <source>This network has as many inputs as classes ({count}), so the shapes fit by chance. Look at another data set to see this.</source>
        <translation>このネットワークは入力とクラスの数が同じ（{count}）なので、形状がたまたま合います。これを見るには別のデータセットにしてください。</translation>
    </message>
    <message>
        <source>This network learns to read handwritten digits.</source>
        <translation>このネットワークは、手書き数字の読み方を学びます。</translation>
    </message>
    <message>
        <source>This network learns to tell which class a point belongs to.</source>
        <translation>このネットワークは、点がどのクラスのものかを見分けることを学びます。</translation>
    </message>
    <message>
        <source>This run was saved where sums are rounded in another way ({there}; here {here}). What is run again starts at its saved checkpoints, and differs in the last digits, more so the longer it goes on. The curves stay as they were recorded.</source>
        <translation>この学習は、和の丸め方が異なる環境で保存されました（{there}、ここでは{here}）。もう一度計算するところは保存されたチェックポイントから始まり、末尾の桁が異なります。その差は続けるほど大きくなります。曲線は記録されたままです。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Too large, by about {share}.</source>
        <translation>およそ{share}大きすぎます。</translation>
    </message>
    <message>
        <source>Too small, by about {share}.</source>
        <translation>およそ{share}小さすぎます。</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>訓練画像</translation>
    </message>
    <message>
        <source>Transpose on the wrong side</source>
        <translation>転置が逆の側</translation>
    </message>
    <message>
        <source>Unit {unit} of hidden layer {layer} and {others:,} {others:other|others} have died: in all of epoch {epoch:,} no gradient came back through them from any sample.</source>
        <translation>隠れ層{layer}のニューロン{unit}と、ほかの{others:,}個が働かなくなりました。エポック{epoch:,}を通して、どのサンプルからも勾配が戻りませんでした。</translation>
    </message>
    <message>
        <source>Unit {unit} of hidden layer {layer} has died: in all of epoch {epoch:,} no gradient came back through it from any sample.</source>
        <translation>隠れ層{layer}のニューロン{unit}が働かなくなりました。エポック{epoch:,}を通して、どのサンプルからも勾配が戻りませんでした。</translation>
    </message>
    <message>
        <source>Update over weight</source>
        <translation>更新量と重みの比</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>検証の割合</translation>
    </message>
    <message>
        <source>Value of the chosen input</source>
        <translation>選んだ入力の値</translation>
    </message>
    <message>
        <source>Value of the chosen pixel</source>
        <translation>選んだピクセルの値</translation>
    </message>
    <message>
        <source>What an optimizer remembers is 0 before the first step.</source>
        <translation>更新手法が覚えている値は、最初の更新の前には0です。</translation>
    </message>
    <message>
        <source>What each hidden unit passes on: its sum, put through the activation function.</source>
        <translation>隠れ層のニューロンが次に渡す値です。和を活性化関数に通したものです。</translation>
    </message>
    <message>
        <source>What is added to each sum, whatever comes in. They are learnt, as the weights are.</source>
        <translation>入力に関係なく、それぞれの和に足される値です。重みと同じように学習されます。</translation>
    </message>
    <message>
        <source>What the optimizer remembers from step to step, for each weight and bias.</source>
        <translation>更新手法が一歩ごとに覚えておく値で、重みとバイアスの一つひとつにあります。</translation>
    </message>
    <message>
        <source>What this step is about has not been seen yet.</source>
        <translation>このステップで見るものを、まだ見ていません。</translation>
    </message>
    <message>
        <source>Whoever looks where the velocity leads notices sooner that it goes uphill there, and brakes.</source>
        <translation>速度の向かう先を見るので、そこが上り坂であることに早く気づき、減速できます。</translation>
    </message>
    <message>
        <source>With iteration {iteration:,} the loss has fallen below {limit}: the mean of the last {count:,} is {loss}.</source>
        <translation>イテレーション{iteration:,}で、損失が{limit}を下回りました。最近の{count:,}回の平均は{loss}です。</translation>
    </message>
    <message>
        <source>With iteration {iteration:,} the loss has risen above {limit}: the mean of the last {count:,} is {loss}.</source>
        <translation>イテレーション{iteration:,}で、損失が{limit}を上回りました。最近の{count:,}回の平均は{loss}です。</translation>
    </message>
    <message>
        <source>With iteration {iteration:,} the prediction of the chosen sample has changed from {before} to {now}.</source>
        <translation>イテレーション{iteration:,}で、選んだサンプルの予測が{before}から{now}に変わりました。</translation>
    </message>
    <message>
        <source>Write here what this lesson is about.</source>
        <translation>このレッスンで何を学ぶかを、ここに書いてください。</translation>
    </message>
    <message>
        <source>a backslash inside of a text is written {double}</source>
        <translation>文字列の中のバックスラッシュは{double}と書きます</translation>
    </message>
    <message>
        <source>a hidden unit dies</source>
        <translation>隠れ層のニューロンが働かなくなる</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>リスト</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a number is written with a point, as 0.5</source>
        <translation>小数は0.5のように、コンマではなく小数点で書きます</translation>
    </message>
    <message>
        <source>a saved run has its config with it: leave out run or config.</source>
        <translation>保存した学習には設定が含まれています：runかconfigの一方を除いてください。</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>テーブル</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>引用符で囲んだ文字列</translation>
    </message>
    <message>
        <source>a text stands in quotes, an expression and an act too: {example}</source>
        <translation>文字列は引用符で囲みます。式と操作も同じです：{example}</translation>
    </message>
    <message>
        <source>a text stands in straight quotes: {example}</source>
        <translation>文字列は半角のまっすぐな引用符で囲みます：{example}</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>活性化関数の出力</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>all classes</source>
        <translation>すべてのクラス</translation>
    </message>
    <message>
        <source>all digits</source>
        <translation>すべての数字</translation>
    </message>
    <message>
        <source>at iteration</source>
        <translation>イテレーション</translation>
    </message>
    <message>
        <source>at the end of an epoch</source>
        <translation>エポックの終わり</translation>
    </message>
    <message>
        <source>axis=0 is forgotten, so all of dout is added up to one number, and every bias of a layer gets the same. In the last layer it is 0, since y − t of a sample adds up to 0: those biases never learn.</source>
        <translation>axis=0を忘れたため、dout全体が1つの数に足し合わされ、層のどのバイアスも同じ値を受け取ります。最後の層では、y − tがサンプルごとに足して0になるため0になり、そのバイアスは学習しません。</translation>
    </message>
    <message>
        <source>biases</source>
        <translation>バイアス</translation>
    </message>
    <message>
        <source>brackets are nested here, or names dotted, more than {most} deep: take it apart.</source>
        <translation>ここで括弧の入れ子か点でつないだ名前が{most}段を超えています：分けて書いてください。</translation>
    </message>
    <message>
        <source>dW is computed as x·doutᵀ instead of xᵀ·dout. The shapes do not fit, so numpy refuses, and says which they are.</source>
        <translation>dWを、xᵀ·doutではなくx·doutᵀで計算します。形状が合わないのでnumpyは拒み、その形状を示します。</translation>
    </message>
    <message>
        <source>db is dout itself, a row for each sample, since nothing is added up. Backward runs to its end. Python stops at the update: N rows do not fit into one bias for each unit.</source>
        <translation>何も足し合わせず、dbがdoutそのもの、つまりサンプルごとに1行のままです。逆伝播は最後まで動きます。Pythonが止まるのは更新です。ニューロンごとに1つのバイアスに、N行は入りません。</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>each step begins with {header}, in two brackets</source>
        <translation>どのステップも、二重の角括弧を使って{header}で始めます</translation>
    </message>
    <message>
        <source>first value that is not finite</source>
        <translation>最初の有限でない値</translation>
    </message>
    <message>
        <source>gradient of {what}</source>
        <translation>{what}の勾配</translation>
    </message>
    <message>
        <source>images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>it cannot be opened: {reason}. Check its name, and the rights to read it.</source>
        <translation>開けません：{reason}。名前と、読み取りの権限を確かめてください。</translation>
    </message>
    <message>
        <source>it has just been replaced</source>
        <translation>たった今、置き換えられました</translation>
    </message>
    <message>
        <source>it has {count:,} characters, and at most {most:,} can be shown: make two of it</source>
        <translation>{count:,}文字あり、表示できるのは{most:,}文字までです：2つに分けてください</translation>
    </message>
    <message>
        <source>it is larger than {most} KB, and no lesson is: is this the right file?</source>
        <translation>レッスンは{most} KBまでですが、それより大きいです：このファイルで合っていますか？</translation>
    </message>
    <message>
        <source>it holds the address {found}, and a lesson leads nowhere: name the book&apos;s section in words</source>
        <translation>アドレス{found}が含まれています。レッスンは外へは導きません：本の節は言葉で書いてください</translation>
    </message>
    <message>
        <source>As bright as the eye sees it: 0.299 red + 0.587 green + 0.114 blue.</source>
        <translation>目に見える明るさにします：0.299×赤+0.587×緑+0.114×青。</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中央寄せ</translation>
    </message>
    <message>
        <source>Choose another answer.</source>
        <translation>別の答えを選んでください。</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>集計</translation>
    </message>
    <message>
        <source>Cropped</source>
        <translation>切り抜き</translation>
    </message>
    <message>
        <source>Divided by its largest value: a thin pen gives pale pixels; in the data the middle of a stroke is full ink.</source>
        <translation>最大の値で割ります。細いペンではピクセルが薄くなりますが、データでは線の中央が最大の濃さです。</translation>
    </message>
    <message>
        <source>Each row shifted, so that the digit leans to no side.</source>
        <translation>各行をずらして、数字の傾きをなくします。</translation>
    </message>
    <message>
        <source>Full ink</source>
        <translation>濃さ</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>If the paper is not white, what is nearer to paper than to ink becomes 0: parted by the threshold of Otsu.</source>
        <translation>紙が白くないとき、インクより紙に近いものを0にします。境目は大津の方法のしきい値です。</translation>
    </message>
    <message>
        <source>In proportion, as large as fits a bitmap of 32 × 32.</source>
        <translation>縦横の比を保ち、32 × 32のビットマップに収まる大きさにします。</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>Iteration {iteration:,} has not been run: this run has come to {last:,}. Choose one up to there.</source>
        <translation>イテレーション{iteration:,}はまだ実行されていません。この学習が進んだのは{last:,}までです。そこまでのイテレーションを選んでください。</translation>
    </message>
    <message>
        <source>Not cropped: the whole picture goes on, so a small digit stays small, and one at the edge stays there.</source>
        <translation>切り抜きません。画像全体を使うので、小さい数字は小さいまま、端の数字は端のままです。</translation>
    </message>
    <message>
        <source>Not divided by its largest value: pale strokes stay pale.</source>
        <translation>最大の値で割りません。薄い線は薄いままです。</translation>
    </message>
    <message>
        <source>Not put upright: a digit that leans goes on leaning.</source>
        <translation>傾きを直しません。傾いた数字は傾いたままです。</translation>
    </message>
    <message>
        <source>Not turned round: what is bright is taken for ink.</source>
        <translation>反転しません。明るいところをインクとみなします。</translation>
    </message>
    <message>
        <source>Only the red of each pixel: a red pen is as bright as paper there.</source>
        <translation>各ピクセルの赤だけを使います。赤いペンは紙と同じ明るさになります。</translation>
    </message>
    <message>
        <source>Paper is 0 and ink is 1, as in the data: turned round if the edges of the picture are bright.</source>
        <translation>データと同じく、紙を0、インクを1にします。画像の端が明るければ反転します。</translation>
    </message>
    <message>
        <source>Paper that is not white stays so, and counts as a little ink everywhere.</source>
        <translation>白くない紙はそのまま残り、全体が少しのインクになります。</translation>
    </message>
    <message>
        <source>Placed in x so that its centre of mass is in the middle, as every digit of MNIST is.</source>
        <translation>MNISTのどの数字とも同じく、重心がxの中央に来るように置きます。</translation>
    </message>
    <message>
        <source>Placed with its rectangle in the middle, wherever the ink in it is.</source>
        <translation>インクの位置によらず、外枠をxの中央に置きます。</translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation>拡大縮小</translation>
    </message>
    <message>
        <source>Scaled to fill x, not the box of 20 of 28 pixels in it.</source>
        <translation>28ピクセルのうち20ピクセルの枠ではなく、xいっぱいに拡大縮小します。</translation>
    </message>
    <message>
        <source>Scaled to fit a box of 20 × 20 pixels, where x has 28 × 28: in proportion, by area.</source>
        <translation>28 × 28のxの中の20 × 20ピクセルの枠に収まるように、縦横の比を保って、面積の平均で拡大縮小します。</translation>
    </message>
    <message>
        <source>Stretched</source>
        <translation>伸縮</translation>
    </message>
    <message>
        <source>Stretched over a bitmap of 32 × 32: all of its height, 20 of its width unless the digit is narrow.</source>
        <translation>32 × 32のビットマップに合わせて伸縮します。高さはいっぱいに、幅は数字が細くなければ20にします。</translation>
    </message>
    <message>
        <source>That run has learnt {learnt}, and cannot be asked about {title}: choose a run of the same data set.</source>
        <translation>その学習は{learnt}を学んだもので、{title}については答えられません：同じデータセットの学習を選んでください。</translation>
    </message>
    <message>
        <source>The ink of each block of 4 × 4 counted: 8 × 8 numbers.</source>
        <translation>4 × 4の各ブロックのインクを数え、8 × 8個の数にします。</translation>
    </message>
    <message>
        <source>The picture cannot be kept in {file}: {reason}. What was kept before is unchanged.</source>
        <translation>画像を{file}に保存できません：{reason}。これまでに保存したものはそのままです。</translation>
    </message>
    <message>
        <source>The pictures that were kept cannot be read from {file}: {reason}. Until they can, no other is kept.</source>
        <translation>保存した画像を{file}から読めません：{reason}。読めるようになるまで、新しい画像は保存しません。</translation>
    </message>
    <message>
        <source>The pictures that were kept cannot be read, and {file} cannot be set aside: {reason}. Give it another name yourself; until then, no other is kept.</source>
        <translation>保存した画像を読めず、{file}の名前も変えられません：{reason}。手で別の名前にしてください。それまで、新しい画像は保存しません。</translation>
    </message>
    <message>
        <source>The pictures that were kept cannot be read: {what}. Their file is untouched, and is {aside} now; new ones are kept in another.</source>
        <translation>保存した画像を読めません：{what}。そのファイルには手を加えず、名前を{aside}に変えました。新しい画像は別のファイルに保存します。</translation>
    </message>
    <message>
        <source>The smallest rectangle with all the ink: where it was drawn is forgotten.</source>
        <translation>すべてのインクを含む最小の長方形を切り抜きます。どこに書いたかは消えます。</translation>
    </message>
    <message>
        <source>There is no ink in this picture, so x is 0 everywhere: it is blank, or too pale. Take one with a dark digit on bright paper, or draw one.</source>
        <translation>この画像にはインクがなく、xはどこも0です。白紙か、薄すぎます。明るい紙に濃く書いた数字の画像を使うか、手で書いてください。</translation>
    </message>
    <message>
        <source>Upright</source>
        <translation>傾き補正</translation>
    </message>
    <message>
        <source>White paper</source>
        <translation>紙を白に</translation>
    </message>
    <message>
        <source>Write a number, such as 0.25, 1/4 or 2e-3.</source>
        <translation>0.25、1/4、2e-3のように、数を書いてください。</translation>
    </message>
    <message>
        <source>Write a whole number from 0 to {last}.</source>
        <translation>0から{last}までの整数を入力してください。</translation>
    </message>
    <message>
        <source>it holds the character {found}, which steers how a text is shown: leave it out</source>
        <translation>表示の仕方を変える文字{found}が含まれています：取り除いてください</translation>
    </message>
    <message>
        <source>it holds the link {found}, and a lesson leads nowhere: say it in words, or write it as `code`</source>
        <translation>リンク{found}が含まれています。レッスンは外へは導きません：言葉で書くか、`code`として書いてください</translation>
    </message>
    <message>
        <source>it holds {found}, and HTML is not shown: write it as `code`, or leave it out</source>
        <translation>{found}が含まれていますが、HTMLは表示されません：`code`として書くか、取り除いてください</translation>
    </message>
    <message>
        <source>it holds {written}, which TOML takes for one character that is not seen: a backslash is written {double}</source>
        <translation>{written}が含まれていますが、TOMLでは目に見えない1文字になります：バックスラッシュは{double}と書いてください</translation>
    </message>
    <message>
        <source>it is empty: write something, or leave it out</source>
        <translation>空です：何か書くか、取り除いてください</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>ファイルではありません</translation>
    </message>
    <message>
        <source>it is no file of this kind</source>
        <translation>この種類のファイルではありません</translation>
    </message>
    <message>
        <source>it says to hold more than it is long</source>
        <translation>中身がファイルの長さより大きいと書かれています</translation>
    </message>
    <message>
        <source>it was written by a newer version of this program</source>
        <translation>このプログラムの新しい版で書かれています</translation>
    </message>
    <message>
        <source>iteration {iteration:,}</source>
        <translation>イテレーション{iteration:,}</translation>
    </message>
    <message>
        <source>its beginning is missing</source>
        <translation>先頭が欠けています</translation>
    </message>
    <message>
        <source>its directory is not right</source>
        <translation>ファイル内の目録が正しくありません</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>終わりの部分がありません</translation>
    </message>
    <message>
        <source>its id “{id}” is that of {first}, which is kept: give one of them another id.</source>
        <translation>id「{id}」は{first}と同じで、そちらが使われます：どちらかのidを変えてください。</translation>
    </message>
    <message>
        <source>learning rates</source>
        <translation>学習率</translation>
    </message>
    <message>
        <source>length</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>loss</translation>
    </message>
    <message>
        <source>loss (mean of 60) above</source>
        <translation>損失（60回の平均）の上限</translation>
    </message>
    <message>
        <source>loss (mean of 60) above {limit}</source>
        <translation>損失（60回の平均）が{limit}を超える</translation>
    </message>
    <message>
        <source>loss (mean of 60) below</source>
        <translation>損失（60回の平均）の下限</translation>
    </message>
    <message>
        <source>loss (mean of 60) below {limit}</source>
        <translation>損失（60回の平均）が{limit}を下回る</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>サンプルごとの損失</translation>
    </message>
    <message>
        <source>mean of gradients</source>
        <translation>勾配の平均</translation>
    </message>
    <message>
        <source>mean of squares</source>
        <translation>2乗の平均</translation>
    </message>
    <message>
        <source>more follows after the {quote} that closes a text; inside of a text it is written {escaped}</source>
        <translation>文字列を閉じる{quote}の後に続きがあります。文字列の中では{escaped}と書きます</translation>
    </message>
    <message>
        <source>new {what}</source>
        <translation>新しい{what}</translation>
    </message>
    <message>
        <source>no step before this one is called {recall}: write name = {quoted} there.</source>
        <translation>これより前に{recall}という名前のステップはありません：そこにname = {quoted}と書いてください。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>norm of a gradient above</source>
        <translation>勾配のノルムの上限</translation>
    </message>
    <message>
        <source>norm of a gradient above {limit}</source>
        <translation>勾配のノルムが{limit}を超える</translation>
    </message>
    <message>
        <source>not computed: learning does not need the gradient of the inputs</source>
        <translation>入力の勾配は学習に不要なので計算しません</translation>
    </message>
    <message>
        <source>not computed: learning does not need the gradient of the pixels</source>
        <translation>ピクセルの勾配は学習に不要なので計算しません</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>number of the step</source>
        <translation>何歩目か</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>予測</translation>
    </message>
    <message>
        <source>prediction changes (chosen sample)</source>
        <translation>選んだサンプルの予測が変わる</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>read</source>
        <translation>既読</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>right answers</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>step / weights</source>
        <translation>更新量 / 重み</translation>
    </message>
    <message>
        <source>sum of squares</source>
        <translation>2乗の和</translation>
    </message>
    <message>
        <source>test point {number:,}</source>
        <translation>テスト点{number:,}</translation>
    </message>
    <message>
        <source>the numbers of {name} are not all right</source>
        <translation>{name}の数値に誤りがあります</translation>
    </message>
    <message>
        <source>the picture {picture} did not come with it: put both into one zip</source>
        <translation>画像{picture}が付いていません：両方を1つのzipに入れてください</translation>
    </message>
    <message>
        <source>the saved run cannot be used: {why}</source>
        <translation>保存した学習を使えません：{why}</translation>
    </message>
    <message>
        <source>the saved run {run} did not come with it: put both into one zip.</source>
        <translation>保存した学習{run}が付いていません：両方を1つのzipに入れてください。</translation>
    </message>
    <message>
        <source>the text cannot be shown: {why}</source>
        <translation>文を表示できません：{why}</translation>
    </message>
    <message>
        <source>the text is missing: write it as {example}.</source>
        <translation>文がありません：{example}のように書いてください。</translation>
    </message>
    <message>
        <source>the weights from all inputs to unit {unit}</source>
        <translation>すべての入力からニューロン{unit}への重み</translation>
    </message>
    <message>
        <source>the weights from all pixels to unit {unit}</source>
        <translation>すべてのピクセルからニューロン{unit}への重み</translation>
    </message>
    <message>
        <source>the zip cannot be used: {what}. Pack it anew.</source>
        <translation>zipを使えません：{what}。作り直してください。</translation>
    </message>
    <message>
        <source>the zip is damaged: get another copy of it.</source>
        <translation>zipが壊れています：別のコピーを使ってください。</translation>
    </message>
    <message>
        <source>the {quote} at the end of a text is missing</source>
        <translation>文字列の終わりの{quote}がありません</translation>
    </message>
    <message>
        <source>the {quote} at the end of this text is missing</source>
        <translation>この文字列の終わりの{quote}がありません</translation>
    </message>
    <message>
        <source>there are fewer numbers in it than its network has</source>
        <translation>数値の個数が、そのネットワークのものより少なくなっています</translation>
    </message>
    <message>
        <source>there are {count:,} lessons in this folder, and the first {most} are listed: put them into several.</source>
        <translation>このフォルダにはレッスンが{count:,}個あり、最初の{most}個だけを表示します：いくつかのフォルダに分けてください。</translation>
    </message>
    <message>
        <source>there are {count:,} of {name}, and at most {most} can be: make several lessons of it.</source>
        <translation>{name}が{count:,}個あり、{most}個までです：いくつかのレッスンに分けてください。</translation>
    </message>
    <message>
        <source>there is no format {found}: write format = {most}.</source>
        <translation>形式{found}はありません：format = {most}と書いてください。</translation>
    </message>
    <message>
        <source>there is no kind {found}. There are {names}.</source>
        <translation>{found}という種類はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>there is no {name} here: leave it out. There are {names}.</source>
        <translation>ここに{name}はありません：取り除いてください。あるのは{names}です。</translation>
    </message>
    <message>
        <source>there is no {name} here; {near} is meant, perhaps. There are {names}.</source>
        <translation>ここに{name}はありません。{near}のことかもしれません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>there is no {name}. There are {names}.</source>
        <translation>{name}はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>there is no {name}; {near} is meant, perhaps.</source>
        <translation>{name}はありません。{near}のことかもしれません。</translation>
    </message>
    <message>
        <source>there is too much in it</source>
        <translation>中身が多すぎます</translation>
    </message>
    <message>
        <source>there {count:is|are} only {count} of {name} here; write {fewest} at least.</source>
        <translation>ここには{name}が{count}個しかありません。{fewest}個以上書いてください。</translation>
    </message>
    <message>
        <source>there {count:is|are} {count} *{suffix} in it, and there must be one</source>
        <translation>*{suffix}が{count}個入っていますが、1個でなければなりません</translation>
    </message>
    <message>
        <source>this folder of lessons cannot be looked at: {reason}.</source>
        <translation>このレッスンのフォルダの中を見られません：{reason}。</translation>
    </message>
    <message>
        <source>this is no file: open a lesson, which is called “…{suffix}”, or a zip.</source>
        <translation>ファイルではありません：「…{suffix}」という名前のレッスンか、zipを開いてください。</translation>
    </message>
    <message>
        <source>this is no text in UTF-8: save it as UTF-8 in the editor.</source>
        <translation>UTF-8の文字ではありません：エディタでUTF-8として保存してください。</translation>
    </message>
    <message>
        <source>this is not TOML: {reason}. Mend it here, or just before.</source>
        <translation>TOMLではありません：{reason}。ここか、すぐ前を直してください。</translation>
    </message>
    <message>
        <source>this lesson is of format {found}, and this program reads up to {most}: get a newer version of the program.</source>
        <translation>このレッスンは形式{found}ですが、このプログラムが読めるのは{most}までです：新しい版のプログラムを使ってください。</translation>
    </message>
    <message>
        <source>training point {number:,}</source>
        <translation>訓練点{number:,}</translation>
    </message>
    <message>
        <source>true and false are written with small letters</source>
        <translation>trueとfalseは小文字で書きます</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>trueかfalse</translation>
    </message>
    <message>
        <source>two steps are called {found}: give this one another name.</source>
        <translation>{found}という名前のステップが2つあります：こちらの名前を変えてください。</translation>
    </message>
    <message>
        <source>value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>was shown</source>
        <translation>答えを見た</translation>
    </message>
    <message>
        <source>was too slow: {received:,} {received:byte|bytes} in {seconds:g} {seconds:second|seconds}</source>
        <translation>遅すぎます（{seconds:g}秒で{received:,}バイト）</translation>
    </message>
    <message>
        <source>weighted sums</source>
        <translation>重み付き和</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>what is in {brackets} stands on one line, and its last value has no comma</source>
        <translation>{brackets}の中は1行に書き、最後の値の後にはコンマを付けません</translation>
    </message>
    <message>
        <source>x, t = N random training points and their labels</source>
        <translation>x, t = ランダムに選んだN個の訓練点とそのラベル</translation>
    </message>
    <message>
        <source>{activation} outputs</source>
        <translation>{activation}の出力</translation>
    </message>
    <message>
        <source>{act}: make a mistake first, with break NAME.</source>
        <translation>{act}：先にbreak NAMEで間違いを作ってください。</translation>
    </message>
    <message>
        <source>{act}: there is no mistake {name}. There are {names}.</source>
        <translation>{act}：{name}という間違いはありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{act}: there is no operation {name}. There are {names}.</source>
        <translation>{act}：{name}という演算はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{count:,} {count:breakpoint was|breakpoints were} left out: nothing that is known here, or with a value that cannot be used.</source>
        <translation>ブレークポイント{count:,}個を除きました。ここでは知られていないものか、値が使えません。</translation>
    </message>
    <message>
        <source>{count:one text|{count:,} texts} of the lesson {count:is|are} not written in “{language}”, the first of them here; what there is in another language is shown instead.</source>
        <translation>レッスンの文のうち{count:,}個に「{language}」がありません。最初のものはここです。代わりに別の言語の文を表示します。</translation>
    </message>
    <message>
        <source>{count} {count:agrees|agree}</source>
        <translation>{count}個は一致</translation>
    </message>
    <message>
        <source>{count} {count:is|are} 0 both ways</source>
        <translation>{count}個は両方とも0</translation>
    </message>
    <message>
        <source>{count} {count:is|are} at a kink of ReLU</source>
        <translation>{count}個はReLUの折れ目の上</translation>
    </message>
    <message>
        <source>{count} {count:is|are} hidden by rounding or by the step</source>
        <translation>{count}個は丸め誤差か刻み幅に隠れています</translation>
    </message>
    <message>
        <source>{count} {count:is|are} not finite</source>
        <translation>{count}個は有限の数でない値</translation>
    </message>
    <message>
        <source>{field} to {value}</source>
        <translation>{field}を{value}に</translation>
    </message>
    <message>
        <source>{file} begins as {kind}, and cannot be read: it is damaged. Take another copy of it.</source>
        <translation>{file}は{kind}として始まりますが、壊れていて読めません。別のコピーを使ってください。</translation>
    </message>
    <message>
        <source>{file} cannot be opened: {reason}. Check its name, and the rights to read it.</source>
        <translation>{file}を開けません：{reason}。名前と、読み取りの権限を確かめてください。</translation>
    </message>
    <message>
        <source>{file} could not be saved: {reason}. What was there before is unchanged; make room, or save to another place.</source>
        <translation>{file}を保存できませんでした：{reason}。以前のファイルはそのままです。空きを作るか、別の場所に保存してください。</translation>
    </message>
    <message>
        <source>{file} has {found} {found:dimension|dimensions} instead of {expected} (labels have 1, images 3). Check that images and labels are not mixed up.</source>
        <translation>{file}の次元数が{expected}ではなく{found}です（ラベルは1、画像は3）。画像とラベルを取り違えていないか確認してください。</translation>
    </message>
    <message>
        <source>{file} holds a network of {count:,} {count:parameter|parameters}. It takes {needed:,} MB of memory, and {free:,} MB are free: close other programs, or open it on a machine with more memory.</source>
        <translation>{file}にはパラメータが{count:,}個のネットワークが入っています。{needed:,} MBのメモリが必要ですが、空きは{free:,} MBです。ほかのプログラムを閉じるか、メモリの多いマシンで開いてください。</translation>
    </message>
    <message>
        <source>{file} is a file of the kind {kind}, which is not opened here. Save it as PNG, JPEG or BMP, and open that.</source>
        <translation>{file}は{kind}のファイルで、ここでは開けません。PNG、JPEG、BMPのどれかで保存して、それを開いてください。</translation>
    </message>
    <message>
        <source>{file} is no picture: PNG, JPEG and BMP can be opened. Open one of these.</source>
        <translation>{file}は画像ではありません。開けるのはPNG、JPEG、BMPです。このどれかを開いてください。</translation>
    </message>
    <message>
        <source>{file} is no saved run. Open a file that was saved with this program.</source>
        <translation>{file}は保存された学習ではありません。このプログラムで保存したファイルを開いてください。</translation>
    </message>
    <message>
        <source>{file} is not a run as this program saves it: {what}. Nothing of it was opened; take another copy of the file.</source>
        <translation>{file}は、このプログラムが保存した形の学習ではありません：{what}。何も開いていません。ファイルの別のコピーを使ってください。</translation>
    </message>
    <message>
        <source>{file} is there already, and is no run that was handed on by this program. Choose another name, or move that file away.</source>
        <translation>{file}はすでにあり、このプログラムが書き出した学習ではありません。別の名前にするか、そのファイルをほかの場所に移してください。</translation>
    </message>
    <message>
        <source>{file} is too large, {width:,} × {height:,}: a picture may have up to {most} million pixels. Make it smaller, or cut out the digit.</source>
        <translation>{file}は{width:,} × {height:,}で、大きすぎます。画像は{most}00万ピクセルまでです。小さくするか、数字を切り抜いてください。</translation>
    </message>
    <message>
        <source>{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but ends after {found}. It is cut off, or its header is wrong: get a fresh copy of it.</source>
        <translation>{file}には{shape}個の値 = {expected}バイトがあることになっていますが、{found}バイトで終わっています。途中で切れているか、ヘッダが誤っています。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but goes on after them. Its header is wrong, or something was added: get a fresh copy of it.</source>
        <translation>{file}には{shape}個の値 = {expected}バイトがあることになっていますが、その後にも続きがあります。ヘッダが誤っているか、何かが付け足されています。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} promises {shape} {expected:value|values} = {expected} {expected:byte|bytes}, but is too small to hold them. It is cut off, or its header is wrong: get a fresh copy of it.</source>
        <translation>{file}には{shape}個の値 = {expected}バイトがあることになっていますが、ファイルが小さすぎます。途中で切れているか、ヘッダが誤っています。入手し直してください。</translation>
    </message>
    <message>
        <source>{file} was saved by a newer version of this program: its format is {version}, and this one reads up to {known}. Get the newer version.</source>
        <translation>{file}は、このプログラムの新しいバージョンで保存されました。形式は{version}で、ここで読めるのは{known}までです。新しいバージョンを入手してください。</translation>
    </message>
    <message>
        <source>{file} was trained on other data than {title} is here. Get the data set that it was trained on, or train anew on this one.</source>
        <translation>{file}は、ここにある{title}とは別のデータで学習したものです。学習に使ったデータセットを入手するか、こちらのデータセットで新しく学習してください。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {what}</source>
        <translation>{file}、{line}行目：{what}</translation>
    </message>
    <message>
        <source>{file}: {what}</source>
        <translation>{file}：{what}</translation>
    </message>
    <message>
        <source>{first} ({more} more {more:fault|faults})</source>
        <translation>{first}（ほかに{more}件）</translation>
    </message>
    <message>
        <source>{found} is no picture that comes with the lesson: write ![what it shows](name.png)</source>
        <translation>{found}はレッスンに付いている画像ではありません：![説明](name.png)のように書いてください</translation>
    </message>
    <message>
        <source>{given} is no number that can be compared.</source>
        <translation>{given}は比べられる数ではありません。</translation>
    </message>
    <message>
        <source>{images_file} holds {images} {images:image|images}, but {labels_file} holds {labels} {labels:label|labels}: they do not belong together. Get fresh copies of both.</source>
        <translation>{images_file}の画像は{images}枚ですが、{labels_file}のラベルは{labels}個です。対応していないので、両方を入手し直してください。</translation>
    </message>
    <message>
        <source>{mark}: there is no {kind} {name}. There are {names}.</source>
        <translation>{mark}：{kind}に{name}はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{mark}: {why}</source>
        <translation>{mark}：{why}</translation>
    </message>
    <message>
        <source>{most} pictures are kept, and there is no room for more. Remove one first.</source>
        <translation>{most}枚の画像が保存されていて、もう余地がありません。まず1枚を削除してください。</translation>
    </message>
    <message>
        <source>{names} does not belong in it</source>
        <translation>{names}は余分です</translation>
    </message>
    <message>
        <source>{names} is missing</source>
        <translation>{names}がありません</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}</source>
        <translation>{name}を読めません：{why}</translation>
    </message>
    <message>
        <source>{name} cannot be {found}.</source>
        <translation>{name}は{found}にはできません。</translation>
    </message>
    <message>
        <source>{name} does not belong in it</source>
        <translation>{name}は余分です</translation>
    </message>
    <message>
        <source>{name} has not been computed yet.</source>
        <translation>{name}はまだ計算されていません。</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}, so {count} {count:index|indices} do not fit it.</source>
        <translation>{name}の形状は{shape}なので、添字{count}個では合いません。</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}: there is no index {index}, counted from 0.</source>
        <translation>{name}の形状は{shape}です。0から数えて{index}という添字はありません。</translation>
    </message>
    <message>
        <source>{name} has unlike numbers of entries ({counts}): write as many in each language.</source>
        <translation>{name}の数が言語によって違います（{counts}）：どの言語でも同じ数だけ書いてください。</translation>
    </message>
    <message>
        <source>{name} has {count:,} entries, and can have {most}: make several steps of it.</source>
        <translation>{name}に{count:,}個の項目があり、{most}個までです：いくつかのステップに分けてください。</translation>
    </message>
    <message>
        <source>{name} holds what cannot be</source>
        <translation>{name}にありえない値があります</translation>
    </message>
    <message>
        <source>{name} holds what is not a number</source>
        <translation>{name}に数でない値があります</translation>
    </message>
    <message>
        <source>{name} holds {found}, and must be a list of tables: [[{name}]].</source>
        <translation>{name}に{found}が入っていますが、テーブルのリストでなければなりません：[[{name}]]。</translation>
    </message>
    <message>
        <source>{name} holds {found}, and must be a list of texts in quotes.</source>
        <translation>{name}に{found}が入っていますが、引用符で囲んだ文字列のリストでなければなりません。</translation>
    </message>
    <message>
        <source>{name} is empty, and something has to be seen: name a panel, or leave it out.</source>
        <translation>{name}が空ですが、何かが見えていなければなりません。パネルの名前を書くか、この項目を消してください。</translation>
    </message>
    <message>
        <source>{name} is encrypted</source>
        <translation>{name}が暗号化されています</translation>
    </message>
    <message>
        <source>{name} is in a folder, and all files are to lie side by side</source>
        <translation>{name}がフォルダの中にありますが、ファイルはすべて並べて置いてください</translation>
    </message>
    <message>
        <source>{name} is in it twice</source>
        <translation>{name}が2つあります</translation>
    </message>
    <message>
        <source>{name} is known only once step {step} (line {line}) has kept it.</source>
        <translation>{name}は、ステップ{step}（{line}行目）で記録されて初めて使えます。</translation>
    </message>
    <message>
        <source>{name} is larger than {most:,} KB</source>
        <translation>{name}が{most:,} KBを超えています</translation>
    </message>
    <message>
        <source>{name} is missing or damaged</source>
        <translation>{name}がないか、壊れています</translation>
    </message>
    <message>
        <source>{name} is missing: write it here.</source>
        <translation>{name}がありません：ここに書いてください。</translation>
    </message>
    <message>
        <source>{name} is missing: write two or more {header}, each with {text}.</source>
        <translation>{name}がありません：{header}を2つ以上書き、それぞれに{text}を入れてください。</translation>
    </message>
    <message>
        <source>{name} is not {dtype} of the shape {shape}</source>
        <translation>{name}が、形状{shape}の{dtype}ではありません</translation>
    </message>
    <message>
        <source>{name} is one value and has no cells.</source>
        <translation>{name}は1つの値で、セルはありません。</translation>
    </message>
    <message>
        <source>{name} is packed</source>
        <translation>{name}が圧縮されています</translation>
    </message>
    <message>
        <source>{name} is {found}, and must be a number from 0 on, as {usual:g}.</source>
        <translation>{name}が{found}です。{usual:g}のような0以上の数にしてください。</translation>
    </message>
    <message>
        <source>{name} is {found}, and must be {kind}.</source>
        <translation>{name}が{found}です。{kind}でなければなりません。</translation>
    </message>
    <message>
        <source>{name} is {found}; choose from {lowest} to {highest}.</source>
        <translation>{name}が{found}です。{lowest}から{highest}までにしてください。</translation>
    </message>
    <message>
        <source>{name} is {found}; it is written as {example}.</source>
        <translation>{name}が{found}です。{example}のように書いてください。</translation>
    </message>
    <message>
        <source>{name} is “{found}”, and must be one line of at most {most} characters.</source>
        <translation>{name}が「{found}」です。{most}文字以内の1行にしてください。</translation>
    </message>
    <message>
        <source>{name} is “{found}”; it is written as {example}, with at most {most} characters.</source>
        <translation>{name}が「{found}」です。{example}のように、{most}文字以内で書いてください。</translation>
    </message>
    <message>
        <source>{name}: of a single image nothing can be kept back. Choose more images, or none here.</source>
        <translation>{name}：画像が1枚だけでは取り分けられません。枚数を増やすか、ここを「なし」にしてください。</translation>
    </message>
    <message>
        <source>{name}: there is no {found}. There are {names}.</source>
        <translation>{name}：{found}はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{name}: {found} cannot be the name of a number that is kept; call it {example}.</source>
        <translation>{name}：{found}は残しておく数の名前にはできません。{example}のような名前にしてください。</translation>
    </message>
    <message>
        <source>{name}: {value:,} are wanted, but the data set has {train_size:,}. Choose at most so many, or all.</source>
        <translation>{name}：{value:,}枚を指定していますが、データセットには{train_size:,}枚しかありません。それ以下の枚数か「すべて」にしてください。</translation>
    </message>
    <message>
        <source>{place} is another cell.</source>
        <translation>{place}は別のセルです。</translation>
    </message>
    <message>
        <source>{place} is another cell; its number is {value}.</source>
        <translation>{place}は別のセルです。その値は{value}です。</translation>
    </message>
    <message>
        <source>{place} is not a parameter of this network; choose a cell of {names}.</source>
        <translation>{place}はこのネットワークのパラメータではありません。{names}のセルを選んでください。</translation>
    </message>
    <message>
        <source>{right} of {count} {right:is|are} in the right place.</source>
        <translation>{count}個のうち{right}個が正しい位置にあります。</translation>
    </message>
    <message>
        <source>{typed} is left out. {problems}</source>
        <translation>{typed}は除きます。{problems}</translation>
    </message>
    <message>
        <source>{typed} is no whole number: write one from 0 to {last}.</source>
        <translation>「{typed}」は整数ではありません。0から{last}までの整数を入力してください。</translation>
    </message>
    <message>
        <source>{value} is neither true nor false.</source>
        <translation>{value}は真でも偽でもありません。</translation>
    </message>
    <message>
        <source>{value} is no number.</source>
        <translation>{value}は数ではありません。</translation>
    </message>
    <message>
        <source>{written} is neither true nor false.</source>
        <translation>{written}は真でも偽でもありません。</translation>
    </message>
    <message>
        <source>“{written}” is not understood. Write one of these: {forms}.</source>
        <translation>「{written}」は理解できません。次のどれかの形で書いてください：{forms}。</translation>
    </message>
    <message>
        <source>{written} is no single number.</source>
        <translation>{written}は1つの数ではありません。</translation>
    </message>
    <message>
        <source>{written}: a lesson trains at most {most:,} {most:iteration|iterations} at a time, so that nobody waits.</source>
        <translation>{written}：待たせないように、レッスンが一度に学習できるのは{most:,}イテレーションまでです。</translation>
    </message>
    <message>
        <source>{written}: here a cell is needed, as dW1[3, 2].</source>
        <translation>{written}：ここにはdW1[3, 2]のようなセルが必要です。</translation>
    </message>
    <message>
        <source>{written}: there is no panel or page {name}. There are {names}.</source>
        <translation>{written}：{name}というパネルやページはありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{written}: there is no setting {name}. There are {names}.</source>
        <translation>{written}：{name}という設定はありません。あるのは{names}です。</translation>
    </message>
    <message>
        <source>{written}: {name} needs a new network; write “start again with {name} = VALUE”.</source>
        <translation>{written}：{name}の変更には新しいネットワークが必要です。「start again with {name} = VALUE」と書いてください。</translation>
    </message>
    <message>
        <source>{written}: {why}</source>
        <translation>{written}：{why}</translation>
    </message>
    <message>
        <source>“{field}” in {name} cannot be used</source>
        <translation>{name}の「{field}」を使えません</translation>
    </message>
    <message>
        <source>“{operation}” of iteration {iteration:,} made the first value that is not finite: {count:,} of {all:,} in {name}, {nan:,} of them NaN.</source>
        <translation>最初の有限でない値は、イテレーション{iteration:,}の「{operation}」でできました。{name}の{all:,}個のうち{count:,}個で、そのうち{nan:,}個がNaNです。</translation>
    </message>
    <message>
        <source>L is the loss of sample {row} of the minibatch alone. The loss that training uses is the mean over all {count} samples.</source>
        <translation>Lは、ミニバッチのサンプル{row}だけの損失です。学習に使う損失は、全{count}サンプルの平均です。</translation>
    </message>
    <message>
        <source>{place}: {value} is not a finite number. Type one such as 0.25 or -1e-3.</source>
        <translation>{place}：{value}は有限の数ではありません。0.25、-1e-3などの数を入力してください。</translation>
    </message>
    <message>
        <source>The label is {label}; choose a class from 0 to {last}.</source>
        <translation>ラベルが{label}です。0から{last}までのクラスを選んでください。</translation>
    </message>
    <message>
        <source>L is the loss of this sample.</source>
        <translation>Lはこのサンプルの損失です。</translation>
    </message>
    <message>
        <source>The loss of this sample is no finite number even without a change: the run has diverged. Go back to an iteration before that.</source>
        <translation>このサンプルの損失は、変更しなくても有限の数ではありません。学習が発散しています。それより前のイテレーションに戻ってください。</translation>
    </message>
    <message>
        <source>In the type of numbers that this network is trained with ({largest:.1e} at most), this would be infinite; here it is computed in float64.</source>
        <translation>このネットワークの学習で使う数値の型（最大{largest:.1e}）では、無限大になります。ここではfloat64で計算しています。</translation>
    </message>
    <message>
        <source>{place} belongs to another sample than the one shown, which is number {row} of the minibatch. Choose that sample first.</source>
        <translation>{place}は、表示中のサンプル（ミニバッチの{row}番）とは別のサンプルのものです。先にそのサンプルを選んでください。</translation>
    </message>
    <message>
        <source>{place}: {value} is not a number. Type one such as 0.25 or -1e-3.</source>
        <translation>{place}：{value}は数ではありません。0.25、-1e-3などの数を入力してください。</translation>
    </message>
    <message>
        <source>These changes lead out of what numbers can hold: {name} is the first that is not finite. L is {loss}; a smaller change, or Restore, leads back.</source>
        <translation>この変更で、数値の型の範囲を超えます。最初に有限でなくなるのは{name}で、Lは{loss}です。変更を小さくするか、「元に戻す」を押すと戻ります。</translation>
    </message>
    <message>
        <source>{place} is computed, not given. Change {name} or a pixel, and see what becomes of it.</source>
        <translation>{place}は計算される値で、与えられる値ではありません。{name}かピクセルを変えて、どうなるかを見てください。</translation>
    </message>
    <message>
        <source>The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} digits after every step.</source>
        <translation>差{difference}（値の{relative}倍）は丸め誤差です。{dtype}では計算のたびに約{digits}桁に丸められます。</translation>
    </message>
    <message>
        <source>At {a} = {value} {title} is so flat that its slope {formula} is 0 in {dtype}: no gradient gets through.</source>
        <translation>{a} = {value}では{title}はとても平らで、傾き{formula}は{dtype}では0です。勾配は通りません。</translation>
    </message>
    <message>
        <source>At {a} = {value} {title} is nearly flat: its slope {formula} is {slope}, and hardly any of the gradient gets through.</source>
        <translation>{a} = {value}では{title}はほとんど平らで、傾き{formula}は{slope}です。勾配はほとんど通りません。</translation>
    </message>
    <message>
        <source>At {a} = {value} the slope of {title}, {formula}, is {slope}: so much of the gradient gets through.</source>
        <translation>{a} = {value}での{title}の傾き{formula}は{slope}です。勾配はこの割合だけ通ります。</translation>
    </message>
    <message>
        <source>In exact arithmetic the same as −log {y}: the network gave the right class, {name}, the probability {probability}.</source>
        <translation>正確に計算すれば−log {y}と同じ値です。ネットワークは正解のクラス{name}に確率{probability}を与えました。</translation>
    </message>
    <message>
        <source>{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to change in this logit.</source>
        <translation>{y}は、{dtype}が保つ最後の桁まで、あるべき値{t}に等しくなっています。このサンプルがこのロジットについて変えるものはありません。</translation>
    </message>
    <message>
        <source>This is the right class, and {y} falls short of 1 by {missing}: a larger logit would lower the loss.</source>
        <translation>これは正解のクラスで、{y}は1に{missing}だけ足りません。ロジットを大きくすると損失が下がります。</translation>
    </message>
    <message>
        <source>{dtype} has fewer and fewer digits for numbers below {smallest}, and in the end none: the difference of {difference} is rounding.</source>
        <translation>{dtype}では、{smallest}より小さい数は桁が減っていき、最後には1桁もなくなります。差{difference}は丸め誤差です。</translation>
    </message>
    <message>
        <source>The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} digits after every step, and the terms may have been added in another order.</source>
        <translation>差{difference}（値の{relative}倍）は丸め誤差です。{dtype}では計算のたびに約{digits}桁に丸められ、項を足す順序も異なるかもしれません。</translation>
    </message>
    <message>
        <source>Each row is rounded to the digits shown: their sum by hand can be off by up to {size}.</source>
        <translation>各行は表示桁に丸めてあるため、手で合計すると最大{size}ずれることがあります。</translation>
    </message>
    <message>
        <source>This network has no hidden layer, so no gradient goes back through a W. Add two hidden layers with the same number of units to see this.</source>
        <translation>このネットワークには隠れ層がないので、勾配がWを通って戻ることがありません。これを見るには、ニューロン数の同じ隠れ層を2つ加えてください。</translation>
    </message>
    <message>
        <source>The backward pass of the activation leaves out its slope, as if it were a straight line of slope 1. The curve is never steeper, so gradients come out too large wherever it is less steep.</source>
        <translation>活性化関数の逆伝播が、まるで傾き1の直線であるかのように、傾きを掛け忘れます。曲線の傾きは1を超えないので、傾きが1より小さいところではどこでも勾配が大きくなりすぎます。</translation>
    </message>
    <message>
        <source>The gradient goes back through W instead of Wᵀ. Where W is square the shapes fit, and nothing complains; the layers before it learn from wrong gradients.</source>
        <translation>勾配がWᵀではなくWを通って戻ります。Wが正方行列なら形状が合うのでエラーになりませんが、それより前のレイヤは誤った勾配で学習します。</translation>
    </message>
    <message>
        <source>The loss or its gradient is no finite number with any h.</source>
        <translation>どのhでも、損失かその勾配が有限の数ではありません。</translation>
    </message>
    <message>
        <source>No error with any h: both are exactly 0.</source>
        <translation>どのhでも誤差はありません。どちらもちょうど0です。</translation>
    </message>
    <message>
        <source>Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.</source>
        <translation>どちらもちょうど0です。{cell}はどのサンプルでも0なので、この重みが伝えるものはありません。</translation>
    </message>
    <message>
        <source>Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to the last digit of float64. There is nothing left to learn.</source>
        <translation>どちらもちょうど0です。影響しえたどのサンプルでも、ここではyがfloat64の最後の桁までtに等しくなっています。学習することはもうありません。</translation>
    </message>
    <message>
        <source>Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could have counted, so it has no influence on the loss.</source>
        <translation>どちらもちょうど0です。その先のニューロン{cell}は、影響しえたどのサンプルでも出力が0なので、損失に影響しません。</translation>
    </message>
    <message>
        <source>Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} that its slope is 0, to the last digit of float64, in every sample in which it could have counted.</source>
        <translation>どちらもちょうど0です。その先のニューロン{cell}は{activation}の平らな部分のずっと先にあり、影響しえたどのサンプルでも、傾きがfloat64の最後の桁まで0です。</translation>
    </message>
    <message>
        <source>Both are exactly 0: in every sample in which it could have counted, the gradient that comes back to it is 0, so it has no influence on the loss.</source>
        <translation>どちらもちょうど0です。影響しえたどのサンプルでも、戻ってくる勾配が0なので、損失に影響しません。</translation>
    </message>
    <message>
        <source>All {cells} cells that were compared and are not 0 are right, in every parameter.</source>
        <translation>どのパラメータでも、比べたセルのうち0でないもの（{cells}個）はすべて正しい値です。</translation>
    </message>
    <message>
        <source>Whether the gradients are right cannot be told: {why}.</source>
        <translation>勾配が正しいかどうかは判定できません（{why}）。</translation>
    </message>
    <message>
        <source>{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, and at the backward of {activation}{number}.</source>
        <translation>{right}は正しく、{wrong}は間違っています。Affine{behind}の逆伝播のd{z}と、{activation}{number}の逆伝播を見てください。</translation>
    </message>
    <message>
        <source>{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, at the backward of {activation}{number}, and at that of Affine{number}.</source>
        <translation>{right}は正しく、{wrong}は間違っています。Affine{behind}の逆伝播のd{z}と、{activation}{number}の逆伝播と、Affine{number}の逆伝播を見てください。</translation>
    </message>
    <message>
        <source>{written} is no finite number now: {values}.</source>
        <translation>{written}は今、有限の数ではありません：{values}。</translation>
    </message>
    <message>
        <source>{wrong}: wrong. What lies behind cannot be told ({why}), so the mistake is in the backward of Affine{number} or of any layer behind it.</source>
        <translation>{wrong}は間違っています。その先は判定できない（{why}）ので、間違いはAffine{number}か、その先のどれかのレイヤの逆伝播にあります。</translation>
    </message>
    <message>
        <source>Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of Affine{number}.</source>
        <translation>逆伝播の始めから間違っています（{wrong}）。Softmax+LossとAffine{number}の逆伝播を見てください。</translation>
    </message>
    <message>
        <source>Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of Affine{number}. Which of the two it is, {untold} cannot tell: {why}.</source>
        <translation>逆伝播の始めから間違っています（{wrong}）。Softmax+LossとAffine{number}の逆伝播を見てください。2つのどちらなのかは、{untold}からは判定できません（{why}）。</translation>
    </message>
    <message>
        <source>no cell was looked at</source>
        <translation>調べたセルがありません</translation>
    </message>
    <message>
        <source>{one}, {rest}</source>
        <translation>{one}、{rest}</translation>
    </message>
    <message>
        <source>On a kink: an input of ReLU is exactly 0 here, and moves off to either side of it (units that switch: {units}, samples: {samples}). There is no derivative to compare with, whatever h is.</source>
        <translation>折れ目の上です。ここではReLUの入力がちょうど0で、そこから両側に動きます（切り替わるニューロン：{units}、サンプル：{samples}）。hをどう選んでも、比べるべき微分がありません。</translation>
    </message>
    <message>
        <source>At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, samples: {samples}), so the two losses do not tell the slope in between. Try a smaller h.</source>
        <translation>折れ目をまたいでいます。2つの損失の間で、ReLUの出力が0か正かが切り替わるので（ニューロン：{units}、サンプル：{samples}）、2つの損失からはその間の傾きが分かりません。hを小さくしてみてください。</translation>
    </message>
    <message>
        <source>Too small to tell: with h = {h:g} the rounding of the two losses may put the numeric value off by {rounding:.0e}, and the larger of the two is {size:.0e}. A larger h may show more digits.</source>
        <translation>小さすぎて判定できません。h = {h:g}では、2つの損失の丸め誤差のために数値微分が{rounding:.0e}ずれることがあるのに対し、2つのうち大きいほうは{size:.0e}です。hを大きくすると、より多くの桁が見えるかもしれません。</translation>
    </message>
    <message>
        <source>The loss fell, by {share}% of what the gradient promised: the loss is curved, and over a step of this length it shows.</source>
        <translation>損失は、勾配の予測の{share}%だけ下がりました。損失は曲がっていて、この更新の幅ではそれが現れます。</translation>
    </message>
    <message>
        <source>The gradient is exactly 0: it shows no way down, and the update changes nothing.</source>
        <translation>勾配がちょうど0です。下る方向を示さず、更新しても何も変わりません。</translation>
    </message>
    <message>
        <source>The loss is no finite number even before the step: the run has diverged.</source>
        <translation>更新前から損失が有限の数ではありません。学習が発散しています。</translation>
    </message>
    <message>
        <source>What the step does to the loss is so little that rounding hides it.</source>
        <translation>更新による損失の変化が小さすぎて、丸め誤差に隠れます。</translation>
    </message>
    <message>
        <source>The loss fell about as the gradient promised: for a step of this length it is nearly straight.</source>
        <translation>損失はほぼ勾配の予測どおりに下がりました。この更新の幅では、損失はほとんど直線です。</translation>
    </message>
    <message>
        <source>{name} is {value}; choose one of {choices}.</source>
        <translation>{name}が「{value}」です。次の中から選んでください：{choices}。</translation>
    </message>
    <message>
        <source>{name} is {value}; it must be a whole number.</source>
        <translation>{name}が「{value}」です。整数を入力してください。</translation>
    </message>
    <message>
        <source>{name} is {value}; choose from {lowest} to {highest}.</source>
        <translation>{name}が「{value}」です。{lowest}から{highest}までにしてください。</translation>
    </message>
    <message>
        <source>Hidden units are {value}; give a whole number for each hidden layer.</source>
        <translation>隠れ層のニューロン数が「{value}」です。隠れ層ごとに整数を入力してください。</translation>
    </message>
    <message>
        <source>{count} hidden layers; at most {highest} can be shown and trained here.</source>
        <translation>隠れ層が{count}層あります。ここで表示し、学習できるのは{highest}層までです。</translation>
    </message>
    <message>
        <source>Hidden units: {count:,} weights between the hidden layers; with more than {highest:,} a single iteration would take seconds. Choose fewer units.</source>
        <translation>隠れ層の間の重みが{count:,}個あります。{highest:,}個を超えると1イテレーションに何秒もかかります。ニューロン数を減らしてください。</translation>
    </message>
    <message>
        <source>{name} is {value}; it must be a number.</source>
        <translation>{name}が「{value}」です。数値を入力してください。</translation>
    </message>
    <message>
        <source>{name} is {value}; it must be above {lowest:g} and at most {highest:g}, as {book:g} in the book.</source>
        <translation>{name}が「{value}」です。{lowest:g}より大きく{highest:g}以下にしてください（本では{book:g}）。</translation>
    </message>
    <message>
        <source>{name}: choose one.</source>
        <translation>{name}を選んでください。</translation>
    </message>
    <message>
        <source>The loss of iteration {iteration} is no longer a number: the steps are too long, and the weights grew beyond all bounds. A smaller learning rate helps.</source>
        <translation>イテレーション{iteration}の損失が数値でなくなりました。更新の幅が大きすぎて、重みが際限なく大きくなりました。学習率を小さくしてください。</translation>
    </message>
    <message>
        <source>Each unit adds up all its inputs, each times its weight, and its bias.</source>
        <translation>各ニューロンは、すべての入力にそれぞれの重みを掛けて足し合わせ、バイアスを加えます。</translation>
    </message>
    <message>
        <source>Turns the logits of each sample into probabilities that sum to 1.</source>
        <translation>サンプルごとに、ロジットを合計1の確率に変えます。</translation>
    </message>
    <message>
        <source>How the loss changes with each weight: its input times the gradient of its output, summed over the minibatch.</source>
        <translation>各重みによって損失がどう変わるか：入力と出力の勾配の積を、ミニバッチで合計したものです。</translation>
    </message>
    <message>
        <source>How the loss changes with each weight: its input times the gradient of its output, summed over the minibatch. And how it changes with each input: the gradient goes back through the same weights.</source>
        <translation>各重みによって損失がどう変わるか：入力と出力の勾配の積を、ミニバッチで合計したものです。各入力によってどう変わるかも求めます。勾配は同じ重みを通って戻ります。</translation>
    </message>
    <message>
        <source>Draws the minibatch: N different training images, at random, with their labels.</source>
        <translation>ミニバッチを抽出します。互いに異なるN枚の訓練画像を、ラベルとともにランダムに選びます。</translation>
    </message>
    <message>
        <source>The loss of the same minibatch with the updated parameters.</source>
        <translation>更新後のパラメータによる、同じミニバッチの損失です。</translation>
    </message>
    <message>
        <source>The weights decide what a unit reacts to; they are what is learnt.</source>
        <translation>ニューロンが何に反応するかは重みが決めます。学習されるのは重みです。</translation>
    </message>
    <message>
        <source>Probabilities can be compared with the right answer, which has probability 1.</source>
        <translation>確率なら、確率1である正解と比べられます。</translation>
    </message>
    <message>
        <source>Learning needs one number to make smaller.</source>
        <translation>学習には、小さくすべき数が1つ必要です。</translation>
    </message>
    <message>
        <source>Applies the activation function to each number by itself: negative ones become 0.</source>
        <translation>値の1つ1つに活性化関数を適用します。負の値は0になります。</translation>
    </message>
    <message>
        <source>Applies the activation function to each number by itself: large ones are squeezed towards the ends of a range.</source>
        <translation>値の1つ1つに活性化関数を適用します。大きな値は範囲の端へ押し込められます。</translation>
    </message>
    <message>
        <source>The cross entropy: −log of the probability of the right class, on average over the minibatch.</source>
        <translation>交差エントロピー誤差：正解のクラスの確率の−logを、ミニバッチで平均したものです。</translation>
    </message>
    <message>
        <source>What the network said minus what it should have said, for each sample and class, divided by N.</source>
        <translation>サンプルとクラスごとに、ネットワークの出力から正解を引き、Nで割ったものです。</translation>
    </message>
    <message>
        <source>Multiplies each gradient by the slope of the activation function at that place: 1 where the unit was active, 0 where it was silent.</source>
        <translation>各勾配に、その位置での活性化関数の傾きを掛けます。ニューロンの出力が正なら1、出力が0なら0です。</translation>
    </message>
    <message>
        <source>Multiplies each gradient by the slope of the activation function at that place.</source>
        <translation>各勾配に、その位置での活性化関数の傾きを掛けます。</translation>
    </message>
    <message>
        <source>Moves each number against its gradient, by the learning rate times the gradient.</source>
        <translation>それぞれの数を、学習率×勾配だけ、勾配と逆の向きに動かします。</translation>
    </message>
    <message>
        <source>Without a nonlinear function between them, two Affine layers would be no more than one.</source>
        <translation>間に非線形関数がなければ、2つのAffineレイヤは1つと変わりません。</translation>
    </message>
    <message>
        <source>Backpropagation starts here: the gradient of the loss with respect to the logits.</source>
        <translation>誤差逆伝播法はここから始まります：ロジットに関する損失の勾配です。</translation>
    </message>
    <message>
        <source>The update needs one number for each weight and bias.</source>
        <translation>更新には、重みとバイアスのそれぞれに数が1つ必要です。</translation>
    </message>
    <message>
        <source>The update needs one number for each weight and bias. The layer before needs the gradient of what it put out.</source>
        <translation>更新には、重みとバイアスのそれぞれに数が1つ必要です。前のレイヤには、その出力の勾配が必要です。</translation>
    </message>
    <message>
        <source>Where the function is flat, a small change of its input changes neither its output nor the loss.</source>
        <translation>関数が平らなところでは、入力が少し変わっても、出力も損失も変わりません。</translation>
    </message>
    <message>
        <source>The gradient points to where the loss grows fastest; a small step the other way lowers it.</source>
        <translation>勾配は損失が最も速く増える向きを指します。逆の向きに少し進めば損失は減ります。</translation>
    </message>
    <message>
        <source>A few images at a time give a rough gradient quickly; many rough steps get further than one exact one.</source>
        <translation>少数の画像からは大まかな勾配がすぐに得られます。大まかな更新を重ねるほうが、正確な1回の更新より先へ進みます。</translation>
    </message>
    <message>
        <source>It shows whether the step went down, and it is what the loss curve draws.</source>
        <translation>更新で損失が下がったかどうかを示します。損失の曲線に描かれる値です。</translation>
    </message>
    <message>
        <source>x, t = N random training images and their labels</source>
        <translation>x, t = ランダムに選んだN枚の訓練画像とそのラベル</translation>
    </message>
    <message>
        <source>L, once more, with the new weights</source>
        <translation>新しい重みで計算し直したL</translation>
    </message>
</context>
</TS>
