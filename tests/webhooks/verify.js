// The package `standardwebhooks` of npm verifies what arrived, under the old secret and the new one.
//
//     node verify.js FILE
const assert = require("node:assert");
const fs = require("node:fs");
const { Webhook } = require("standardwebhooks");

const arrived = JSON.parse(fs.readFileSync(process.argv[2], "utf-8"));
for (const { headers, body } of arrived.callbacks) {
  for (const secret of arrived.secrets) {
    const said = new Webhook(secret).verify(body, headers);
    assert.deepStrictEqual(Object.keys(said).sort(), ["data", "timestamp", "type"]);
    assert.throws(() => new Webhook(secret).verify(body + " ", headers));
  }
  assert.throws(() => new Webhook("whsec_" + "A".repeat(44)).verify(body, headers));
}
console.log(`standardwebhooks for Node: ${arrived.callbacks.length} callbacks, each under both secrets`);
