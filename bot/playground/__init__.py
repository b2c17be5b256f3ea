"""A local stand-in of Slack: the real Bolt app connects to it over loopback.

It is how a person tries the bot without a workspace, and what the end-to-end tests drive.

    server.SlackStandIn       a person's side (command, act, submit, mention, ...), on a
    ├── port                  which the app connects to; what was recorded of it
    ├── acts                  what a person does, and the `Outcome`
    ├── dispatch              brings it to the app, and events again where they weren't acked
    │   ├── socket_mode       Socket Mode: tickets, frames, acks, disconnects
    │   └── http_delivery     signed posts to an app's address
    ├── windows               what a person does with shortcuts, modals, the home; what an ack does to those
    ├── uses                  what a person does with an element, and how a form is filled in
    │   ├── suggestions       menus whose options come from the app
    │   └── spots             where the element stands: in a message or a view, and what is sent from there
    ├── web_api               /api/<method>: tokens and scopes; methods in api_chat, api_lookup, api_views
    │   └── arguments
    ├── hooks                 response_url, 5 uses in 30 minutes
    ├── payloads              what a slash command, a mention, an opened home looks like to the app
    ├── payloads_views        the same for shortcuts and modals
    └── state                 what is shared: workspace, messages, clock, faults, records
        ├── workspace         team, people, channels, groups; `demo_workspace()`
        ├── messages          messages and who sees them
        ├── views             modals and homes, and who sees them; trigger_ids
        ├── view_rules        may this be a modal, a home?
        ├── elements          what stands in an element, and what may be put there
        ├── content           may this text, may these blocks be a message? (block_kit and its parts)
        ├── clock             a clock that can be moved
        └── faults            what goes wrong, and when; mishaps lets it happen
    prompt                    starts stand-in and bot for a person in a terminal
    └── conversation          reads lines, each an act
        ├── screen_places     where the person is, who they are, what they have not read
        ├── screen_views      stays in a window as long as it is open; uses what has a number
        ├── screen_fields     asks for what is to stand in a field or menu
        └── screen            shows messages, windows and homes, and what came of an act

It keeps Slack's rules also where a bot would get away with less. Where Slack documents no rule, the
docstring at the place says so and names the choice.
"""
