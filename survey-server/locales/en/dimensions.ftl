### What reports are cut by.

dimensions-title = What reports are cut by
dimensions-what = Reports can be narrowed to one value of these properties, such as one branch. Answers are counted by them as they come, so that a report opens at once however many there are; a change counts all answers anew, a few at a time.
dimensions-names = Properties
dimensions-names-hint = Separated by commas, for example branch, courier, product.country. A property with more than 1,000 different values is refused.
dimensions-name = Property
dimensions-values = Different values
dimensions-cost = What it costs
dimensions-costs = about { $counts } { $counts ->
    [one] count
   *[other] counts
 } more a day; adds about { $percent } % to the counting of an answer
dimensions-full = More than 1,000 values: those with the most answers keep their names, all others count as “other”.
problem-dimension-values = { $name } has { $count } different values in the newest answers and events alone; at most 1,000 are possible. Choose what many answers share, such as a branch or a courier.
problem-dimension-ours = Every report is cut by { $name } anyhow. The property needs another name.
problem-dimension-counting = The answers are still being counted anew after the last change. Try again when that is done.
problem-dimension-names = Enter at most 50 names, each on one line.
