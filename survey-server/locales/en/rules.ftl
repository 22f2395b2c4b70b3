### Rules: what happens when somebody answers, when something happens, and when nothing does.

timeline-event = Event “{ $event }”.
timeline-event-order = Event “{ $event }”, order { $order }.
