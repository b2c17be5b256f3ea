"""A local stand-in of Slack: the real Bolt app connects to it over loopback.

It is how a person tries the bot without a workspace, and what the end-to-end tests drive.

    server.SlackStandIn       opens the port, holds a person's side (command, press, mention, ...)
    ├── web_api               /api/<method>: tokens, scopes, arguments; methods in api_chat, api_lookup
    ├── hooks                 response_url, 5 uses in 30 minutes
    ├── socket_mode           Socket Mode: tickets, frames, acks, disconnects
    ├── http_delivery         signed posts to an app's address
    ├── payloads              what a slash command, a press, a mention looks like to the app
    └── state                 what is shared: workspace, messages, clock, faults, records
        ├── workspace         team, people, channels, groups; `demo_workspace()`
        ├── messages          messages and who sees them
        ├── content           may this text, may these blocks be a message? (block_kit, block_elements)
        ├── clock             a clock that can be moved
        └── faults            what goes wrong, and when

It keeps Slack's rules also where a bot would get away with less. Where Slack documents no rule, the
docstring at the place says so and names the choice.
"""
