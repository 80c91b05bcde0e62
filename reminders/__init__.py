"""The agenda over all apps, Today, and the digest that brings it by e-mail."""
