<?php
// The code of docs/callbacks.md verifies what arrived, under the old secret and the new one.
//
//     php verify.php CODE_OF_THE_PAGE FILE
require $argv[1];

$arrived = json_decode(file_get_contents($argv[2]), true);
foreach ($arrived['callbacks'] as $callback) {
    $h = $callback['headers'];
    $check = fn (string $secret, string $body, ?int $now = null) => is_genuine(
        $secret, $h['webhook-id'], $h['webhook-timestamp'], $h['webhook-signature'], $body, $now
    );
    foreach ($arrived['secrets'] as $secret) {
        if (!$check($secret, $callback['body']) || $check($secret, $callback['body'] . ' ')) {
            fwrite(STDERR, "a genuine callback was refused, or a forged one taken\n");
            exit(1);
        }
        if ($check($secret, $callback['body'], (int) $h['webhook-timestamp'] + 301)) {
            fwrite(STDERR, "an old callback was taken\n");
            exit(1);
        }
    }
    if ($check('whsec_' . str_repeat('A', 44), $callback['body'])) {
        fwrite(STDERR, "another secret was taken\n");
        exit(1);
    }
}
echo 'PHP of docs/callbacks.md: ', count($arrived['callbacks']), " callbacks, each under both secrets\n";
