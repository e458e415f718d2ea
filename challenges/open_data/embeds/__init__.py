"""What others show on pages of their own: frames, oEmbed, and cards for sharing."""
