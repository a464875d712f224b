"""Fills the database of an MLflow server, made by `mlflow db upgrade`, with the models on stdin:
[{name, description, tags: {key: value}, versions: [{source}], aliases: {alias: number}}].
Usage: fill_mlflow.py DATABASE
"""

import json
import sqlite3
import sys

TIME = 1_700_000_000_000
STATUS = "READY"

models = json.load(sys.stdin)
with sqlite3.connect(sys.argv[1]) as database:
    database.executemany(
        "INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES (?, ?, ?, ?)",
        [(model["name"], TIME, TIME, model["description"]) for model in models],
    )
    database.executemany(
        "INSERT INTO registered_model_tags (key, value, name) VALUES (?, ?, ?)",
        [(key, value, model["name"]) for model in models for key, value in model["tags"].items()],
    )
    database.executemany(
        "INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, status)"
        " VALUES (?, ?, ?, ?, 'None', ?, ?)",
        [
            (model["name"], number + 1, TIME + number, TIME + number, version["source"], STATUS)
            for model in models
            for number, version in enumerate(model["versions"])
        ],
    )
    database.executemany(
        "INSERT INTO registered_model_aliases (alias, version, name) VALUES (?, ?, ?)",
        [(alias, number, model["name"]) for model in models for alias, number in model["aliases"].items()],
    )
