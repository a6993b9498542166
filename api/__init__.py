"""The graph over HTTP: the app, its one success and one error shape, and the way articles come in."""
