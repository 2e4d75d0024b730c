"""Messages to people who follow something: :mod:`composing` makes them, :mod:`delivering` sends them."""
