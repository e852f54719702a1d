"""What a catalog tells about the organisation behind it: findings and figures."""
