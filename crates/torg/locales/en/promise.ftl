# Löftet / the promise.
