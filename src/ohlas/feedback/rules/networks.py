"""Networks a survey is shared on, and how long a post may be there."""

CHANNEL = "social"
NETWORK = "network"
"""The attribute that says from which network an answer came."""
NETWORKS = {
    "facebook": ("Facebook", 63_206),
    "instagram": ("Instagram", 2_200),
    "linkedin": ("LinkedIn", 3_000),
    "x": ("X", 280),
    "bluesky": ("Bluesky", 300),
    "mastodon": ("Mastodon", 500),
    "telegram": ("Telegram", 4_096),
    "whatsapp": ("WhatsApp", 65_536),
}
"""Name and most characters of a post, as the networks state them in 2026; some count an address as fewer."""
