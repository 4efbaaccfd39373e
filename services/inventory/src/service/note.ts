import { Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateNoteRequest,
  CreateNoteRequestSchema,
  Note,
  type NoteQuery,
  NoteQuerySchema,
  type NoteRequest,
  type NoteStatQuery,
  type UpdateNoteRequest,
  UpdateNoteRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { NoteManager } from '../manager/note.ts';
import { ProjectGroupManager } from '../manager/project-group.ts';

/** What users remark on changes of cloud services, for who may see the cloud service. */
export class NoteService extends Service(Note) {
  readonly #manager = this.manager(NoteManager);
  readonly #notes = this.#manager.store;
  readonly #groups = this.manager(ProjectGroupManager);

  create(request: CreateNoteRequest) {
    const { recordId, note } = request;
    return this.#notes.createOnce(CreateNoteRequestSchema, request, () =>
      this.#manager.create(recordId, note),
    );
  }

  update(request: UpdateNoteRequest) {
    return this.#notes.update(request.noteId, given(UpdateNoteRequestSchema, request, 'noteId'));
  }

  async delete({ noteId }: NoteRequest) {
    await this.#notes.delete(noteId);
    return {};
  }

  get({ noteId }: NoteRequest) {
    return this.#notes.get(noteId);
  }

  async list(request: NoteQuery) {
    const and = conditions(NoteQuerySchema, request);
    return this.#notes.list(...(await this.#groups.resolve(request.query, and)));
  }

  async stat({ query }: NoteStatQuery) {
    return this.#notes.stat(...(await this.#groups.resolve(query, [])));
  }
}
