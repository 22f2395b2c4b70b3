// Which questions are shown, given the answers so far: the conditions of survey-core, for a page without a connection.

/** Whether all conditions hold. `answers` has a list of values for each question; `properties` is what is known. */
export function holds(conditions, answers, properties) {
  return conditions.every((condition) => one(condition, answers, properties));
}

function one(condition, answers, properties) {
  if (condition.all) return condition.all.every((inner) => one(inner, answers, properties));
  if (condition.any) return condition.any.some((inner) => one(inner, answers, properties));
  if (condition.not) return !one(condition.not, answers, properties);
  const { answer, property, ...comparison } = condition;
  const facts = answer === undefined ? [named(properties, property)].flat() : (answers.get(answer) ?? []);
  const [[word, wanted]] = Object.entries(comparison);
  return compare[word](facts.filter((fact) => fact !== undefined && fact !== null), wanted);
}

/** A property by its name, or by its path where it lies inside another. */
function named(properties, name) {
  return name in properties ? properties[name] : name.split(".").reduce((inner, part) => inner?.[part], properties);
}

const number = (fact) => (typeof fact === "boolean" || String(fact).trim() === "" ? NaN : Number(fact));

function same(fact, wanted) {
  if (typeof wanted === "number" || typeof fact === "number") return number(fact) === number(wanted);
  if (typeof wanted === "boolean" || typeof fact === "boolean") return String(fact) === String(wanted);
  return fact === wanted;
}

const compare = {
  is: (facts, wanted) => facts.some((fact) => same(fact, wanted)),
  is_not: (facts, wanted) => !facts.some((fact) => same(fact, wanted)),
  one_of: (facts, wanted) => facts.some((fact) => wanted.some((value) => same(fact, value))),
  none_of: (facts, wanted) => !facts.some((fact) => wanted.some((value) => same(fact, value))),
  at_least: (facts, low) => facts.some((fact) => number(fact) >= low),
  at_most: (facts, high) => facts.some((fact) => number(fact) <= high),
  between: (facts, [low, high]) => facts.some((fact) => number(fact) >= low && number(fact) <= high),
  contains: (facts, part) => facts.some((fact) => String(fact).toLowerCase().includes(part.toLowerCase())),
  exists: (facts, wanted) => wanted === facts.length > 0,
};
